// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.SmtpTestServer.TakenMail;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Servers that announce what they take (LIMITS, RFC 9422): nobody is asked for more, and everybody gets the mail once. */
class LimitsFaultTest {

    private static final String[] FIVE =
            IntStream.range(0, 5).mapToObj(i -> "r" + i + "@test.example").toArray(String[]::new);

    private static long mails(SmtpTestServer server, int connection) {
        return server.commands(connection).stream()
                .filter(line -> line.startsWith("MAIL"))
                .count();
    }

    @Test
    void leavesAConnectionInGoodOrderAfterSoManyMails() {
        for (String missing : List.of("", "CHUNKING", "PIPELINING")) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .with("LIMITS MAILMAX=2")
                            .without(missing)
                            .start();
                    MailerFixture mailer = new MailerFixture(server)) {
                List<Boolean> reused = Stream.of("a", "b", "c", "d", "e")
                        .map(text -> mailer.send(text).server().reused())
                        .toList();

                assertThat(reused).containsExactly(false, true, false, true, false);
                assertThat(server.taken()).isEqualTo(5);
                for (int connection : List.of(1, 2)) {
                    assertThat(mails(server, connection)).isEqualTo(2);
                    server.session(connection).awaitEnd();
                    assertThat(server.commands(connection)).endsWith("QUIT");
                }
            }
        }
    }

    @Test
    void countsEachTransactionOfASplitAndGoesOnWhereThereIsRoom() {
        for (String missing : List.of("", "CHUNKING", "PIPELINING")) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .with("LIMITS RCPTMAX=1 MAILMAX=2")
                            .without(missing)
                            .start();
                    MailerFixture mailer = new MailerFixture(server)) {
                SendResult result = mailer.send(RawMessage.of("hello\r\n"), FIVE);

                assertThat(result.state()).isEqualTo(DeliveryState.ACCEPTED);
                assertThat(result.accepted()).containsExactly(FIVE);
                assertThat(server.mails()).flatExtracting(TakenMail::recipients).containsExactly(FIVE);
                assertThat(server.connections()).isEqualTo(3);
                assertThat(mails(server, 1)).isEqualTo(2);
                assertThat(mails(server, 2)).isEqualTo(2);

                mailer.send("the place that is left\r\n");
                assertThat(server.connections()).isEqualTo(3);
            }
        }
    }

    @Test
    void asksNobodyAgainWhoWasRefusedOnTheConnectionBefore() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .with("LIMITS RCPTMAX=1 MAILMAX=1")
                        .on(1, "RCPT", 1, Fault.reply("550 5.1.1 unknown"))
                        .on(3, "RCPT", 1, Fault.reply("550 5.1.1 unknown"))
                        .start();
                MailerFixture mailer = new MailerFixture(server).sendAccepted()) {
            SendResult result = mailer.send(RawMessage.of("hello\r\n"), FIVE);

            assertThat(result.state()).isEqualTo(DeliveryState.PARTIAL);
            assertThat(result.rejected()).containsExactly("r0@test.example", "r2@test.example");
            assertThat(result.accepted()).containsExactly("r1@test.example", "r3@test.example", "r4@test.example");
            assertThat(server.commands().stream().filter(line -> line.startsWith("RCPT")))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void tellsWhoHasGotItWhenTheNextConnectionIsNotToBeHad() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .with("LIMITS RCPTMAX=1 MAILMAX=2")
                        // Once while the first is still counted, and once when it has ended.
                        .on(2, "GREETING", 1, Fault.reply("421 4.3.2 later"))
                        .on(3, "GREETING", 1, Fault.reply("421 4.3.2 later"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            SmtpConnectorException failure = mailer.failure(RawMessage.of("hello\r\n"), FIVE);

            assertThat(failure.getCategory()).isEqualTo(Category.PARTIAL);
            assertThat(failure).hasMessageContaining("2 of 5 recipients got the mail");
            assertThat(failure.getResult().accepted()).containsExactly("r0@test.example", "r1@test.example");
        }
    }

    @Test
    void holdsForMailsThatShareAConnection() throws Exception {
        try (SmtpTestServer server =
                        new SmtpTestServer().with("LIMITS RCPTMAX=2 MAILMAX=3").start();
                MailerFixture mailer =
                        new MailerFixture(server).maxConnections(1).maxInFlight(4)) {
            mailer.send("first\r\n");
            List<CompletableFuture<SendResult>> sends = IntStream.range(0, 12)
                    .mapToObj(i -> InBackground.supply(() -> mailer.send(RawMessage.of(i + "\r\n"), FIVE)))
                    .toList();
            for (CompletableFuture<SendResult> send : sends) {
                assertThat(send.get().accepted()).containsExactlyInAnyOrder(FIVE);
            }

            assertThat(server.taken()).isEqualTo(1 + 12 * 3);
            for (int connection = 1; connection <= server.connections(); connection++) {
                assertThat(mails(server, connection)).isLessThanOrEqualTo(3);
            }
        }
    }

    @Test
    void namesNoMoreDomainsInATransactionThanTheServerTakes() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .with("LIMITS RCPTDOMAINMAX=2 RCPTMAX=3")
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            String[] recipients = {
                "a@one.example",
                "b@two.example",
                "c@ONE.example",
                "d@three.example",
                "e@one.example",
                "f@four.example",
                "g@three.example",
                "h@one.example"
            };
            SendResult result = mailer.send(RawMessage.of("hello\r\n"), recipients);

            assertThat(result.accepted()).containsExactlyInAnyOrder(recipients);
            assertThat(server.mails())
                    .extracting(TakenMail::recipients)
                    .containsExactly(
                            List.of("a@one.example", "c@ONE.example", "e@one.example"),
                            List.of("h@one.example", "b@two.example"),
                            List.of("d@three.example", "g@three.example", "f@four.example"));
        }
    }

    @Test
    void dividesThousandsOfDomains() {
        try (SmtpTestServer server =
                        new SmtpTestServer().with("LIMITS RCPTDOMAINMAX=50").start();
                MailerFixture mailer = new MailerFixture(server)) {
            String[] recipients = IntStream.range(0, 5_000)
                    .mapToObj(i -> "r" + i + "@d" + i % 2_500 + ".example")
                    .toArray(String[]::new);
            SendResult result = mailer.send(RawMessage.of("hello\r\n"), recipients);

            assertThat(result.accepted()).containsExactlyInAnyOrder(recipients);
            assertThat(server.mails()).hasSize(50).allSatisfy(mail -> {
                Set<String> domains = new HashSet<>();
                mail.recipients().forEach(to -> domains.add(to.substring(to.indexOf('@'))));
                assertThat(domains).hasSize(50);
            });
        }
    }
}
