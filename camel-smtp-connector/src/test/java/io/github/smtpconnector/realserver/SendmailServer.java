// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.testkit.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Sendmail that takes mail and keeps it in its queue. It cannot be installed beside Postfix, so it runs from where its
 * packages were unpacked, with a configuration and a queue of its own. Needs root, because Sendmail does.
 */
final class SendmailServer implements AutoCloseable {

    /** The fewest seconds of {@code BY} with {@code R}. */
    static final int LEAST_DELIVER_BY = 60;

    private static final Path HOME = Path.of("target", "sendmail").toAbsolutePath();
    private static final Path PROGRAM = HOME.resolve("usr/libexec/sendmail/sendmail");
    private static final Path M4 = HOME.resolve("usr/bin/m4");
    private static final Path RULES = HOME.resolve("usr/share/sendmail/cf");

    private final Path folder;
    private final int port;
    private final ServerProcess process;

    private SendmailServer(Path folder, int port, ServerProcess process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Skips the calling test where Sendmail cannot run, and says why; fails instead where it has to run. */
    static void assumeAvailable() {
        RealServers.assume("Sendmail", problem());
    }

    private static String problem() {
        for (Path file : List.of(PROGRAM, M4, RULES.resolve("m4/cf.m4"))) {
            if (!Files.exists(file)) {
                return "no " + file + "; .ci/run unpacks the packages sendmail-bin, sendmail-cf and m4 there";
            }
        }
        if (!Programs.exists("unshare")) {
            return "unshare (package util-linux) is not installed or not on the PATH";
        }
        return "root".equals(System.getProperty("user.name")) ? "" : "Sendmail starts only as root";
    }

    static SendmailServer start() throws IOException {
        Path folder = Files.createTempDirectory("sendmail");
        Files.createDirectory(
                folder.resolve("queue"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        int port = freePort();
        Path configuration = configure(folder, port);
        // Sendmail waits a minute where its host has no full name, and asks the DNS where it has one; an address is
        // neither.
        String command = "hostname 127.0.0.1 && exec %s -C %s -bD".formatted(PROGRAM, configuration);
        ServerProcess process =
                ServerProcess.start(folder, "sendmail", List.of("unshare", "--uts", "sh", "-c", command));
        return new SendmailServer(folder, port, process.awaitListening(List.of(port)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path configure(Path folder, int port) throws IOException {
        Files.writeString(folder.resolve("switch"), "hosts files\naliases files\n");
        Files.createFile(folder.resolve("helpfile"));
        Path source = Files.writeString(
                folder.resolve("sendmail.mc"),
                """
                OSTYPE(`linux')dnl
                define(`confDOMAIN_NAME', `localhost')dnl
                define(`confSERVICE_SWITCH_FILE', `%1$s/switch')dnl
                define(`confDONT_PROBE_INTERFACES', `True')dnl
                define(`QUEUE_DIR', `%1$s/queue')dnl
                define(`STATUS_FILE', `%1$s/status')dnl
                define(`HELP_FILE', `%1$s/helpfile')dnl
                define(`confPID_FILE', `%1$s/pid')dnl
                define(`ALIAS_FILE', `')dnl
                define(`confDELIVERY_MODE', `queueonly')dnl
                define(`confDELIVER_BY_MIN', `%3$d')dnl
                define(`confTO_IDENT', `0')dnl
                define(`confREFUSE_LA', `10000')dnl
                define(`confQUEUE_LA', `10000')dnl
                FEATURE(`no_default_msa')dnl
                FEATURE(`nocanonify')dnl
                FEATURE(`accept_unresolvable_domains')dnl
                FEATURE(`promiscuous_relay')dnl
                DAEMON_OPTIONS(`Family=inet, Address=127.0.0.1, Port=%2$d, Name=test')dnl
                MAILER(`smtp')dnl
                """
                        .formatted(folder, port, LEAST_DELIVER_BY));
        Path result = folder.resolve("sendmail.cf");
        Programs.run(
                "sh",
                "-c",
                "%s -D_CF_DIR_=%s/ %s %s > %s".formatted(M4, RULES, RULES.resolve("m4/cf.m4"), source, result));
        return result;
    }

    int port() {
        return port;
    }

    /** The lines of the one mail in the queue by which Sendmail remembers its envelope. */
    List<String> onlyEnvelope() {
        try (Stream<Path> files = Files.list(folder.resolve("queue"))) {
            List<Path> envelopes = files.filter(
                            file -> file.getFileName().toString().startsWith("qf"))
                    .toList();
            if (envelopes.size() != 1) {
                throw new AssertionError(envelopes + " instead of one; " + process.logs());
            }
            return Files.readAllLines(envelopes.get(0), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws away what an earlier test left. */
    void empty() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("queue"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
