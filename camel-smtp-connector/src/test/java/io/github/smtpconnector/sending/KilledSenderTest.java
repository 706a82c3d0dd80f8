// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that is killed while it sends a mail with a key, and what the next one with that key does. */
class KilledSenderTest {

    private static final String SILENCE = "the final reply does not come";

    @TempDir
    private Path folder;

    /**
     * {@code killed}, {@code failing} and {@code resending}: how many mails there are after the kill, after an attempt
     * with uncertain=FAIL and after one with uncertain=RESEND.
     */
    @ParameterizedTest
    @CsvSource({
        "before add claimed, 0, SENT, 1, ALREADY_SENT, 1",
        "after add claimed, 0, UNCERTAIN, 0, SENT, 1",
        SILENCE + ", 0, UNCERTAIN, 0, SENT, 1",
        "before add accepted, 1, UNCERTAIN, 1, SENT, 2",
        "after add accepted, 1, ALREADY_SENT, 1, ALREADY_SENT, 1"
    })
    void losesNothingAndDoublesNothingUnasked(
            String moment, int killed, String fail, int failing, String resend, int resending) throws Exception {
        // Written at once, as a database server would have.
        String database = "jdbc:h2:file:" + folder.resolve("keys") + ";WRITE_DELAY=0";
        try (SmtpTestServer server = new SmtpTestServer()) {
            if (moment.equals(SILENCE)) {
                server.on(1, "CONTENT", 1, Fault.silence());
            }
            server.start();
            Process child = start(server, database, moment);
            try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
                if (moment.equals(SILENCE)) {
                    server.awaitSilence();
                } else {
                    assertThat(said(output)).isEqualTo(IdempotentSendMain.REACHED);
                }
            } finally {
                child.destroyForcibly().waitFor();
            }
            assertThat(server.mails()).hasSize(killed);
            assertThat(attempt(server, database, "FAIL")).isEqualTo(fail);
            assertThat(server.mails()).hasSize(failing);
            assertThat(attempt(server, database, "RESEND")).isEqualTo(resend);
            assertThat(server.mails()).hasSize(resending);
            assertThat(server.mails().stream()
                            .map(mail -> mail.parsed().header("Message-ID"))
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void oneOfTwoProcessesSendsTheMail() throws Exception {
        Server database =
                Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        try (SmtpTestServer server = new SmtpTestServer().start()) {
            String url = "jdbc:h2:tcp://127.0.0.1:" + database.getPort() + "/" + folder.resolve("keys");
            IdempotentFixture.jdbc(url).start();
            List<Process> racers = List.of(start(server, url, "none"), start(server, url, "none"));
            int sent = 0;
            for (Process racer : racers) {
                try (BufferedReader output = racer.inputReader(StandardCharsets.UTF_8)) {
                    sent += IdempotentSendMain.SENT.equals(said(output)) ? 1 : 0;
                } finally {
                    racer.destroyForcibly().waitFor();
                }
            }
            assertThat(sent).isOne();
            assertThat(server.mails()).hasSize(1);
        } finally {
            database.stop();
        }
    }

    /** The first line that is the program's own. */
    static String said(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (line != null && !line.matches("reached|sent|not sent")) {
            line = output.readLine();
        }
        return String.valueOf(line);
    }

    private static String attempt(SmtpTestServer server, String database, String uncertain) {
        try (IdempotentFixture next = new IdempotentFixture(IdempotentFixture.jdbc(database))) {
            Exchange exchange = next.sendTo(server, "&uncertain=" + uncertain);
            if (exchange.getException() != null) {
                assertThat(exchange.getException()).isInstanceOf(UncertainDeliveryException.class);
                return "UNCERTAIN";
            }
            return exchange.getMessage().getHeader(SmtpHeaders.ALREADY_SENT) == null ? "SENT" : "ALREADY_SENT";
        }
    }

    private static Process start(SmtpTestServer server, String database, String moment) throws IOException {
        return start(IdempotentSendMain.class, server.port(), database, moment);
    }

    static Process start(Class<?> program, int port, String database, String argument) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        program.getName(),
                        String.valueOf(port),
                        database,
                        argument)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
