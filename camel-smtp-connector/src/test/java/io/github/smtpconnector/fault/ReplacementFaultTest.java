// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A connection that was found dead is replaced; the others are no matter of it. */
class ReplacementFaultTest {

    private static final Fault REFUSAL = Fault.replyAndClose("421 4.7.0 too many of you");

    /** So many connections are open and unused. */
    private static void open(int count, MailerFixture mailer) {
        List<CompletableFuture<SendResult>> all = IntStream.range(0, count)
                .mapToObj(i -> InBackground.supply(() -> mailer.send("first\r\n")))
                .toList();
        all.forEach(CompletableFuture::join);
        assertThat(mailer.stats().connections()).isEqualTo(count);
        // From now on MAIL is asked first.
        mailer.clock.advance(Duration.ofMillis(1100));
    }

    /** The first mails of so many connections wait for each other, so that none is done before all are open. */
    private static SmtpTestServer server(int count) {
        CyclicBarrier all = new CyclicBarrier(count);
        Fault together = session -> {
            try {
                all.await(10, TimeUnit.SECONDS);
                return true;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
        SmtpTestServer server = new SmtpTestServer();
        for (int i = 1; i <= count; i++) {
            server.on(i, "CONTENT", 1, together);
        }
        return server;
    }

    @Test
    void theOthersStayOpen() {
        try (SmtpTestServer server = server(3);
                MailerFixture mailer = new MailerFixture(server)) {
            for (int i = 1; i <= 3; i++) {
                server.on(i, "MAIL", 2, Fault.close());
            }
            server.start();
            open(3, mailer);
            mailer.send("second\r\n");

            assertThat(server.connections()).isEqualTo(4);
            assertThat(mailer.stats().connections()).isEqualTo(3);
        }
    }

    @Test
    void whereNoneIsToBeHadTheMailGoesOverAnotherThatIsOpen() {
        try (SmtpTestServer server = server(2);
                MailerFixture mailer = new MailerFixture(server)) {
            // Whichever comes first; the connections were opened in any order.
            boolean[] one = new boolean[1];
            Fault oneIsDead = session -> {
                boolean dead = !one[0];
                one[0] = true;
                return !dead || Fault.close().at(session);
            };
            server.on("MAIL", 2, oneIsDead).on(3, "GREETING", 1, REFUSAL).start();
            open(2, mailer);

            assertThat(mailer.send("second\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(mailer.send("third\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.connections()).isEqualTo(3);
            assertThat(mailer.stats().connections()).isOne();
            assertThat(mailer.stats().waiting()).isZero();
        }
    }

    /** A server that is strict about mistakes or mails says 421 in the middle of a connection that has served. */
    @Test
    void aRefusalOnAConnectionThatHadServedBeginsNoPause() {
        for (String step : List.of("MAIL", "RCPT", "CONTENT")) {
            try (SmtpTestServer server =
                            new SmtpTestServer().on(step, 3, REFUSAL).start();
                    MailerFixture mailer = new MailerFixture(server)) {
                mailer.send("first\r\n");
                mailer.send("second\r\n");
                if (!step.equals("CONTENT")) {
                    mailer.send("third\r\n");
                } else {
                    mailer.failure("third\r\n");
                }
                assertThat(mailer.stats().backOff()).isZero();
                assertThat(mailer.send("fourth\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            }
        }
    }
}
