// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.testkit.Programs;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.testkit.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The submission service of a Dovecot with its own configuration below a temporary folder, listening on free loopback
 * ports. It keeps no mail: each goes on to the relay, and the client gets the relay's answer. Needs root, because
 * Dovecot gives each of its parts a user of its own.
 */
final class DovecotServer implements AutoCloseable {

    static final String USERNAME = "mailer@example.com";
    /** Every character that a URI, a header or an encoding could trip over. */
    static final String PASSWORD = PostfixServer.PASSWORD;

    private static final String PASSWORD_MECHANISMS = "plain login cram-md5 scram-sha-1 scram-sha-256";
    private static final String TOKEN_MECHANISMS = "xoauth2 oauthbearer";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Map<DovecotDoor, Integer> ports;
    private final ServerProcess process;

    private DovecotServer(Map<DovecotDoor, Integer> ports, ServerProcess process) {
        this.ports = ports;
        this.process = process;
    }

    /** Skips the calling test where Dovecot cannot run, and says why; fails instead where it has to run. */
    static void assumeAvailable() {
        RealServers.assume("Dovecot", problem());
    }

    private static String problem() {
        if (!Programs.exists("dovecot")) {
            return "dovecot (package dovecot-core) is not installed or not on the PATH";
        }
        if (!Files.exists(Path.of("/usr/lib/dovecot/submission-login"))) {
            return "its submission service (package dovecot-submissiond) is not installed";
        }
        return "root".equals(System.getProperty("user.name")) ? "" : "Dovecot starts its services only as root";
    }

    /**
     * Makes the configuration, starts the server and returns once it listens.
     *
     * @param relayPort where mail goes on to, on the loopback address and in clear
     * @param introspection whom to ask about a token (RFC 7662), who answers {@code active} and {@code username}; null
     *     to let nobody in by token
     */
    static DovecotServer start(int relayPort, @Nullable URI introspection) throws IOException {
        Path folder = PostfixConfiguration.sharedFolder(Files.createTempDirectory("dovecot"));
        Map<DovecotDoor, Integer> ports = RealServers.freePorts(DovecotDoor.class);
        write(folder, ports, relayPort, introspection);
        ServerProcess process = ServerProcess.start(
                folder,
                "dovecot",
                List.of("dovecot", "-F", "-c", folder.resolve("dovecot.conf").toString()));
        return new DovecotServer(ports, process.awaitListening(ports.values()));
    }

    int port(DovecotDoor door) {
        return ports.get(door);
    }

    /** What the server wrote down: who logged in how, and what was relayed. */
    String logs() {
        return process.logs();
    }

    /** Waits until the server has written this down, which it does by and by. */
    void awaitLog(String text) {
        Waiting.until(() -> logs().contains(text), LIMIT, () -> "no " + text + " in " + logs());
    }

    private static void write(Path folder, Map<DovecotDoor, Integer> ports, int relayPort, @Nullable URI introspection)
            throws IOException {
        Files.writeString(
                folder.resolve("server.pem"), TestCertificates.shared().localhostPem());
        Files.writeString(
                folder.resolve("logins"),
                USERNAME + ":{PLAIN.b64}"
                        + Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8)) + "\n");
        String configuration = SETTINGS.formatted(
                folder,
                ports.get(DovecotDoor.STARTTLS),
                ports.get(DovecotDoor.IMPLICIT_TLS),
                relayPort,
                PASSWORD_MECHANISMS);
        if (introspection != null) {
            configuration += TOKENS.formatted(folder, PASSWORD_MECHANISMS, TOKEN_MECHANISMS);
            Files.writeString(folder.resolve("oauth2.conf"), INTROSPECTION.formatted(introspection));
        }
        Files.writeString(folder.resolve("dovecot.conf"), configuration);
    }

    @Override
    public void close() throws IOException {
        process.close();
    }

    private static final String SETTINGS =
            """
            protocols = submission
            listen = 127.0.0.1
            hostname = localhost
            base_dir = %1$s/run
            state_dir = %1$s/run
            log_path = %1$s/dovecot.log
            ssl = required
            ssl_cert = <%1$s/server.pem
            ssl_key = <%1$s/server.pem
            auth_mechanisms = %5$s
            passdb {
              driver = passwd-file
              mechanisms = %5$s
              args = %1$s/logins
            }
            userdb {
              driver = static
              args = uid=nobody gid=nogroup home=/nonexistent
            }
            first_valid_uid = 1
            mail_location = maildir:/nonexistent
            mail_max_userip_connections = 1000
            submission_relay_host = 127.0.0.1
            submission_relay_port = %4$d
            service submission-login {
              client_limit = 1000
              inet_listener submission {
                port = %2$d
              }
              inet_listener submissions {
                port = %3$d
                ssl = yes
              }
            }
            # Strangers are made to wait after a wrong password, and tests are not.
            auth_failure_delay = 0
            service anvil {
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            """;

    private static final String TOKENS =
            """
            auth_mechanisms = %2$s %3$s
            passdb {
              driver = oauth2
              mechanisms = %3$s
              args = %1$s/oauth2.conf
            }
            """;

    private static final String INTROSPECTION =
            """
            introspection_mode = post
            introspection_url = %s
            username_attribute = username
            active_attribute = active
            active_value = true
            timeout_msecs = 10000
            """;
}
