// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.options.Uncertain;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.Settled;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import io.github.smtpconnector.sending.Attempt;
import io.github.smtpconnector.sending.Gate;
import io.github.smtpconnector.sending.Mailer;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.sending.Sending;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot fail fails: the log, or anything else in our own process. */
class UnexpectedFaultTest {

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "CONTENT"})
    void isInDoubtAfterTheHandOverAndNotSentBefore(String step) {
        try (SmtpTestServer server = new SmtpTestServer();
                MailerFixture mailer = new MailerFixture(server).transcribed()) {
            server.without("CHUNKING")
                    .on(1, step, 1, session -> {
                        // The log asks too, and does not mind.
                        mailer.clock.breakDown(2);
                        return true;
                    })
                    .start();
            SmtpConnectorException failure = mailer.failure("hello\r\n");
            boolean handedOver = step.equals("CONTENT");

            assertThat(failure)
                    .isInstanceOf(handedOver ? UncertainDeliveryException.class : RetryableSmtpException.class)
                    .hasMessageContaining("java.lang.IllegalStateException");
            assertThat(failure.getDeliveryState())
                    .isEqualTo(handedOver ? DeliveryState.UNKNOWN : DeliveryState.NOT_SENT);
            assertThat(server.mails()).hasSize(handedOver ? 1 : 0);
            mailer.send("next\r\n");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    /** What it says may be of the mail. */
    @Test
    void isToldByItsKindWhenTheMailMayHaveGone() {
        Mailer failing = new Mailer() {
            @Override
            public SendResult send(Envelope envelope, RenderedMessage message, Settled known, Gate gate) {
                gate.pass(known);
                throw new IllegalStateException("Secret-Content");
            }

            @Override
            public void close() {}
        };
        Envelope envelope = Email.builder()
                .from("ann@example.com")
                .to("bob@example.com")
                .text("hello")
                .build()
                .envelope();
        Attempt attempt = new Attempt(envelope, RawMessage.of("hello\r\n"), Settled.NONE, Settled.NONE);
        assertThatThrownBy(() -> new Sending(attempt, Uncertain.FAIL, null).through(failing))
                .isInstanceOf(UncertainDeliveryException.class)
                .hasMessageContaining("whether the mail was handed over: java.lang.IllegalStateException")
                .hasMessageNotContaining("Secret-Content");
    }

    @Test
    void aLogThatThrowsDecidesNothing() {
        for (boolean error : new boolean[] {false, true}) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .startTls(TestCertificates.shared().localhost())
                            .start();
                    MailerFixture mailer =
                            new MailerFixture(server).host("localhost").transcribed(line -> fail(error))) {
                assertThat(mailer.send("first\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
                assertThat(mailer.send("second\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
                assertThat(server.connections()).isOne();
            }
        }
    }

    @Test
    void aLogThatThrowsEndsNoDeadline() {
        try (SmtpTestServer server =
                        new SmtpTestServer().on("MAIL", Fault.silence()).start();
                MailerFixture mailer = new MailerFixture(server).transcribed(line -> fail(true))) {
            CompletableFuture<SmtpConnectorException> first = InBackground.supply(() -> mailer.failure("first\r\n"));
            CompletableFuture<SmtpConnectorException> second = InBackground.supply(() -> mailer.failure("second\r\n"));
            server.awaitSilence();
            mailer.passTimeUntil(() -> first.isDone() && second.isDone());

            assertThat(mailer.pools.openLines()).isZero();
        }
    }

    private static void fail(boolean error) {
        if (error) {
            throw new StackOverflowError();
        }
        throw new IllegalStateException("no space left on device");
    }
}
