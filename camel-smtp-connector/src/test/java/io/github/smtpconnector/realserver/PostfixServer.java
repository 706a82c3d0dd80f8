// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.testkit.Programs;
import io.github.smtpconnector.testkit.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A Postfix with its own configuration, queue and certificates below a temporary folder, listening on free loopback
 * ports, with logins checked by a Dovecot of its own. Whoever the recipient is, mail ends in one mailbox, one file for
 * each envelope recipient. Needs root, because Postfix does.
 */
final class PostfixServer implements AutoCloseable {

    static final String USERNAME = "mailer@example.com";
    /** Every character that a URI, a header or an encoding could trip over. */
    static final String PASSWORD = "&=?#%+ \"é";

    /** The only recipient to whom a mail is taken and not delivered. */
    static final String MISSING = "missing@example.com";

    static final int SMALL_SIZE = 20_000;
    static final int MEDIUM_SIZE = 400_000;
    static final int FEW_RECIPIENTS = 5;

    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final Path folder;
    private final Map<PostfixDoor, Integer> ports;
    private final ServerProcess dovecot;

    private PostfixServer(Path folder, Map<PostfixDoor, Integer> ports, ServerProcess dovecot) {
        this.folder = folder;
        this.ports = ports;
        this.dovecot = dovecot;
    }

    /** Skips the calling test where Postfix cannot run, and says why; fails instead where it has to run. */
    static void assumeAvailable() {
        RealServers.assume("Postfix", problem());
    }

    private static String problem() {
        if (!Programs.exists("postfix")) {
            return "postfix is not installed or not on the PATH";
        }
        if (!Programs.exists("dovecot")) {
            return "dovecot (package dovecot-core) is not installed or not on the PATH";
        }
        return "root".equals(System.getProperty("user.name")) ? "" : "Postfix starts only as root";
    }

    /** Makes the configuration, starts both servers and returns once they answer. */
    static PostfixServer start() throws IOException {
        Path folder = PostfixConfiguration.sharedFolder(Files.createTempDirectory("postfix"));
        Map<PostfixDoor, Integer> ports = RealServers.freePorts(PostfixDoor.class);
        PostfixConfiguration configuration = new PostfixConfiguration(folder);
        configuration.write(ports);
        configuration.writeLogins(
                USERNAME, Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8)));
        Programs.run("postfix", "-c", folder.toString(), "start");
        ServerProcess dovecot = ServerProcess.start(
                folder,
                "dovecot",
                List.of("dovecot", "-F", "-c", configuration.dovecotFile().toString()));
        PostfixServer server = new PostfixServer(folder, ports, dovecot);
        try {
            Waiting.until(
                    () -> Files.exists(configuration.authSocket()), START_LIMIT, () -> "Dovecot: " + server.logs());
        } catch (AssertionError e) {
            server.close();
            throw e;
        }
        return server;
    }

    int port(PostfixDoor door) {
        return ports.get(door);
    }

    /** The file with the key and the certificate that a door shows. */
    Path pem(PostfixDoor door) {
        return folder.resolve(door + ".pem");
    }

    PostfixMailbox mailbox() {
        return new PostfixMailbox(folder, this::logs);
    }

    /** Waits until everybody who connected is gone: only then has the server made of it what it will. */
    void awaitEveryoneGone(Duration limit) {
        Waiting.until(() -> count(" disconnect from ") == count(" connect from "), limit, this::logs);
    }

    private long count(String event) {
        return RealServers.text(folder.resolve("postfix.log"))
                .lines()
                .filter(line -> line.contains(event))
                .count();
    }

    /** What both servers wrote down, for the message of a failing test. */
    private String logs() {
        return RealServers.text(folder.resolve("postfix.log")) + dovecot.logs();
    }

    @Override
    public void close() throws IOException {
        Programs.run("postfix", "-c", folder.toString(), "stop");
        dovecot.close();
    }
}
