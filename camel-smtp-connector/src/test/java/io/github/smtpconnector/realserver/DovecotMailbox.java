// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.testkit.Programs;
import io.github.smtpconnector.testkit.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The IMAP service of a Dovecot with one mailbox, below a temporary folder and on a free loopback port. Needs root. */
final class DovecotMailbox implements AutoCloseable {

    static final String USERNAME = "office";
    static final String PASSWORD = "changeit";

    /** What listens. */
    private enum Door {
        IMAPS
    }

    private final int port;
    private final ServerProcess process;

    private DovecotMailbox(int port, ServerProcess process) {
        this.port = port;
        this.process = process;
    }

    /** Skips the calling test where Dovecot cannot run, and says why; fails instead where it has to run. */
    static void assumeAvailable() {
        RealServers.assume("Dovecot's IMAP", problem());
    }

    private static String problem() {
        if (!Programs.exists("dovecot") || !Files.exists(Path.of("/usr/lib/dovecot/imap"))) {
            return "dovecot (packages dovecot-core and dovecot-imapd) is not installed or not on the PATH";
        }
        return "root".equals(System.getProperty("user.name")) ? "" : "Dovecot starts its services only as root";
    }

    /** Starts the server with these mails in the mailbox, each character an octet. */
    static DovecotMailbox start(List<String> mails) throws IOException {
        Path folder = PostfixConfiguration.sharedFolder(Files.createTempDirectory("dovecot"));
        int port = RealServers.freePorts(Door.class).get(Door.IMAPS);
        Files.writeString(
                folder.resolve("server.pem"), TestCertificates.shared().localhostPem());
        Files.writeString(folder.resolve("logins"), USERNAME + ":{PLAIN}" + PASSWORD + "\n");
        Files.writeString(folder.resolve("dovecot.conf"), SETTINGS.formatted(folder, port));
        deliver(mails, folder.resolve("mail"));
        ServerProcess process = ServerProcess.start(
                folder,
                "dovecot",
                List.of("dovecot", "-F", "-c", folder.resolve("dovecot.conf").toString()));
        return new DovecotMailbox(port, process.awaitListening(List.of(port)));
    }

    private static void deliver(List<String> mails, Path maildir) throws IOException {
        for (String name : List.of("cur", "tmp", "new")) {
            Files.createDirectories(maildir.resolve(name));
        }
        for (int i = 0; i < mails.size(); i++) {
            Files.write(
                    maildir.resolve("new/" + (1_000_000 + i) + ".m.localhost"),
                    mails.get(i).getBytes(StandardCharsets.ISO_8859_1));
        }
        Programs.run("chown", "-R", "nobody:nogroup", maildir.toString());
    }

    /** A consumer of camel-mail that reads the mailbox; the certificate is that of a test. */
    String imaps(String more) {
        return "imaps:127.0.0.1:" + port + "?mail.imaps.ssl.trust=*&mail.imaps.ssl.checkserveridentity=false&delay=50"
                + "&initialDelay=0&username=" + USERNAME + "&password=" + PASSWORD + more;
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }

    private static final String SETTINGS =
            """
            protocols = imap
            listen = 127.0.0.1
            base_dir = %1$s/run
            state_dir = %1$s/run
            log_path = %1$s/dovecot.log
            ssl = required
            ssl_cert = <%1$s/server.pem
            ssl_key = <%1$s/server.pem
            passdb {
              driver = passwd-file
              args = %1$s/logins
            }
            userdb {
              driver = static
              args = uid=nobody gid=nogroup home=%1$s/mail
            }
            first_valid_uid = 1
            mail_location = maildir:%1$s/mail
            service imap-login {
              inet_listener imap {
                port = 0
              }
              inet_listener imaps {
                port = %2$d
                ssl = yes
              }
            }
            """;
}
