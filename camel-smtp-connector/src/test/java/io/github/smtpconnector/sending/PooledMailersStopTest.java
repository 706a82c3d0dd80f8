// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.email.PartialDelivery;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.Verification;
import io.github.smtpconnector.pool.PoolLimits;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.Waiting;
import io.github.smtpconnector.turns.PaceLimits;
import io.github.smtpconnector.wire.ServerIdentity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A component stops while a server that never greets is waited for; the clock and the sweeper are the real ones. */
class PooledMailersStopTest {

    private static final PoolLimits LIMITS = new PoolLimits(
            5, 100, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofSeconds(30), 1, PaceLimits.NONE);

    @Test
    void endsWhoeverOpensAConnectionAndBeginsAnew() throws Exception {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on(1, "GREETING", 1, Fault.silence())
                        .on(2, "GREETING", 1, Fault.silence())
                        .start();
                DefaultCamelContext context = new DefaultCamelContext();
                MailerFixture fixture = new MailerFixture(server)) {
            ServerIdentity identity = fixture.identity();
            PooledMailers mailers = new PooledMailers(() -> {}, Duration.ofMillis(100));
            mailers.start(context);
            CompletableFuture<SmtpConnectorException> sending = InBackground.supply(
                    () -> catchThrowableOfType(SmtpConnectorException.class, () -> send(mailers, identity)));
            Waiting.until(() -> server.connections() == 1, Duration.ofSeconds(10), () -> "no connection");
            CompletableFuture<Verification> verifying =
                    InBackground.supply(() -> mailers.verify(identity, MailerFixture.TIMEOUTS));
            Waiting.until(() -> server.connections() == 2, Duration.ofSeconds(10), () -> "no second connection");

            mailers.stop();
            SmtpConnectorException failure = sending.get(5, TimeUnit.SECONDS);
            assertThat(failure.getCategory()).isEqualTo(Category.SHUTDOWN);
            assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
            assertThat(verifying.get(5, TimeUnit.SECONDS).reasons()).containsEntry("category", "SHUTDOWN");

            assertThat(mailers.verify(identity, MailerFixture.TIMEOUTS).reasons())
                    .as("nothing begins whose deadline is nobody's")
                    .containsEntry("category", "SHUTDOWN");
            mailers.start(context);
            send(mailers, identity);
            mailers.stop();
            assertThat(server.onlyMail().recipients()).containsExactly("to@test.example");
        }
    }

    /** Whatever goes wrong at a stop, nothing stays open and nothing begins any more. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void endsEverythingAlsoWhereSomethingFails(int failures) {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.send("mail\r\n");
            mailer.clock.breakDown(failures);
            assertThatThrownBy(() -> mailer.pools.shutdown(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
            assertThat(mailer.pools.openLines()).isZero();
            mailer.clock.breakDown(0);
            assertThat(mailer.failure("mail\r\n").getCategory()).isEqualTo(Category.SHUTDOWN);
        }
    }

    private static void send(PooledMailers mailers, ServerIdentity identity) {
        try (Mailer mailer = mailers.open(identity, MailerFixture.TIMEOUTS, LIMITS, PartialDelivery.FAIL_ALL)) {
            mailer.send(new Envelope("from@test.example", List.of("to@test.example")), RawMessage.of("mail\r\n"));
        }
    }
}
