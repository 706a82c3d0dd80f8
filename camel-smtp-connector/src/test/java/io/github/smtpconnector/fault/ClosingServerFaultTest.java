// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that has had enough of a connection: no mail pays for it that was not taken. */
class ClosingServerFaultTest {

    private static final int SENDERS = 8;
    private static final int EACH = 40;
    private static final int MOST = 10;

    private static final Fault ENOUGH = Fault.replyAndClose("421 4.7.0 too many messages on this connection");

    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);

    @AfterEach
    void stop() {
        senders.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void aServerThatTakesTenMailsOnAConnectionGetsThemAll(int maxInFlight) throws Exception {
        try (SmtpTestServer server =
                        new SmtpTestServer().on("MAIL", MOST + 1, ENOUGH).start();
                MailerFixture mailer = new MailerFixture(server).maxInFlight(maxInFlight)) {
            assertThat(failures(mailer)).isEmpty();

            assertThat(server.mails()).hasSize(SENDERS * EACH).doesNotHaveDuplicates();
            // The mails that met the limit, before it was known, and the connections that were opened for each of them.
            int learning = 5 * (1 + maxInFlight);
            assertThat(server.connections()).isLessThanOrEqualTo(SENDERS * EACH / MOST + learning);
            assertThat(mailer.stats().backOff()).isZero();
            long met = server.commands().stream()
                            .filter(line -> line.startsWith("MAIL"))
                            .count()
                    - SENDERS * EACH;
            // Met twice in succession it is known. Until then each sender may be at one more, and one of them twice.
            assertThat(met).as("mails that met the limit").isLessThanOrEqualTo(SENDERS + 1);
        }
    }

    @Test
    void after421TheMailsBehindGoOverAnotherConnection() throws Exception {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on(1, "CONTENT", 3, session -> {
                            session.reached();
                            session.awaitOctets();
                            return Fault.replyAndClose("421 4.3.2 going down").at(session);
                        })
                        .start();
                MailerFixture mailer =
                        new MailerFixture(server).maxConnections(1).maxInFlight(2)) {
            mailer.send("first\r\n");
            mailer.send("second\r\n");
            Future<SmtpConnectorException> third = senders.submit(() -> mailer.failure("third\r\n"));
            server.awaitReached();
            Future<SendResult> fourth = senders.submit(() -> mailer.send("fourth\r\n"));

            assertThat(third.get().getCategory()).isEqualTo(Category.TRANSIENT);
            assertThat(third.get().getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
            mailer.passTimeUntil(fourth::isDone);
            assertThat(fourth.get().state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.mails())
                    .extracting(mail -> mail.parsed().text())
                    .containsExactly("first\r\n", "second\r\n", "fourth\r\n");
        }
    }

    @Test
    void oneThatHangsUpWithoutAWordIsFoundOutToo() {
        for (String missing : List.of("", "CHUNKING", "PIPELINING")) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .without(missing)
                            .on("MAIL", MOST + 1, Fault.close())
                            .start();
                    MailerFixture mailer = new MailerFixture(server)) {
                int inDoubt = 0;
                for (int i = 0; i < 10 * MOST; i++) {
                    try {
                        mailer.send("number " + i + "\r\n");
                    } catch (SmtpConnectorException e) {
                        assertThat(e.getDeliveryState()).isEqualTo(DeliveryState.UNKNOWN);
                        inDoubt++;
                    }
                }
                assertThat(inDoubt).isLessThanOrEqualTo(missing.isEmpty() ? 2 : 0);
                assertThat(server.mails()).hasSize(10 * MOST - inDoubt);
                assertThat(server.commands(4))
                        .filteredOn(line -> line.startsWith("MAIL"))
                        .hasSize(MOST);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 421 4.4.2 idle",
        "RCPT, 421 4.7.0 too many errors",
        "DATA, 421 4.3.0 closing",
        "MAIL, 451 4.4.2 timeout waiting for data from client",
    })
    void whatIsSaidBeforeTheContentIsAboutTheConnection(String step, String reply) {
        for (String missing : List.of("CHUNKING", "PIPELINING")) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .without(missing, "CHUNKING")
                            .on(1, step, 2, Fault.replyAndClose(reply))
                            .start();
                    MailerFixture mailer = new MailerFixture(server)) {
                mailer.send("first\r\n");
                assertThat(mailer.send("second\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
                assertThat(server.connections()).isEqualTo(2);
                assertThat(mailer.stats().backOff()).isZero();
            }
        }
    }

    @Test
    void isSaidToTheMailWhereANewConnectionHearsItToo() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .without("CHUNKING")
                        .on(1, "MAIL", 2, Fault.reply("451 4.4.2 timeout"))
                        .on(2, "MAIL", 1, Fault.reply("451 4.4.2 timeout"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.send("first\r\n");
            SmtpConnectorException failure = mailer.failure("second\r\n");

            assertThat(failure.getCategory()).isEqualTo(Category.TRANSIENT);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aRefusedRecipientIsNamedThoughTheServerHadCountedOthersBefore() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("RCPT", 1, Fault.reply("550 5.1.1 unknown"))
                        .on("RCPT", 2, Fault.reply("550 5.1.1 unknown"))
                        .on("RCPT", 3, Fault.replyAndClose("421 4.7.0 too many errors"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            for (int i = 0; i < 12; i++) {
                assertThat(mailer.failure("number " + i + "\r\n").getCategory())
                        .isEqualTo(Category.RECIPIENTS_REJECTED);
            }
        }
    }

    @Test
    void aConnectionWhereRefusalsPileUpIsGivenUpEarly() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("RCPT", Fault.reply("550 5.1.1 unknown"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            for (int i = 0; i < 12; i++) {
                mailer.failure("number " + i + "\r\n");
            }
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    private List<Throwable> failures(MailerFixture mailer) throws Exception {
        mailer.send("first\r\n");
        mailer.letGo();
        List<Future<List<Throwable>>> all = new ArrayList<>();
        var sender = mailer.sender();
        for (int s = 0; s < SENDERS; s++) {
            int number = s;
            all.add(senders.submit(() -> {
                List<Throwable> failed = new ArrayList<>();
                for (int i = number == 0 ? 1 : 0; i < EACH; i++) {
                    try {
                        sender.apply(number + " sends " + i + "\r\n");
                    } catch (SmtpConnectorException e) {
                        failed.add(e);
                    }
                }
                return failed;
            }));
        }
        List<Throwable> failures = new ArrayList<>();
        for (Future<List<Throwable>> one : all) {
            failures.addAll(one.get(30, TimeUnit.SECONDS));
        }
        return failures;
    }
}
