// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.Verification;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.testkit.TestProxy;
import io.github.smtpconnector.testkit.Waiting;
import io.github.smtpconnector.wire.proxy.ProxyAddress;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A port that says nothing: it waits for TLS, it is slow, or it is dead. */
class SilentPortFaultTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String ALERT = "\u0015\u0003\u0003\u0000\u0002\u0002F";

    private final SmtpTestServer server = new SmtpTestServer();

    @AfterEach
    void close() {
        server.close();
    }

    private static CompletableFuture<SmtpConnectorException> failing(MailerFixture mailer) {
        return InBackground.supply(() -> mailer.failure("mail\r\n"));
    }

    /** A second passes now and then, until the question has been put. */
    private void passUntilAsked(MailerFixture mailer, int connections) {
        sweepUntil(mailer, Duration.ofSeconds(1), () -> server.connections() >= connections);
    }

    private static void sweepUntil(MailerFixture mailer, Duration step, BooleanSupplier done) {
        Waiting.until(
                () -> {
                    mailer.clock.advance(step);
                    mailer.pools.sweep();
                    return done.getAsBoolean();
                },
                LIMIT,
                () -> "the end");
    }

    private static void assertTold(SmtpConnectorException failure) {
        assertThat(failure).isInstanceOf(PermanentSmtpException.class);
        assertThat(failure.getCategory()).isEqualTo(Category.TLS);
        assertThat(failure.getPhase()).isEqualTo(Phase.GREETING);
        assertThat(failure)
                .hasMessageContaining("expects TLS from the first byte")
                .hasMessageContaining("tlsMode=IMPLICIT");
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS_REQUIRED", "STARTTLS_OFFERED"})
    void aServerThatWaitsForTlsIsFoundOutAtOnce(TlsPolicy.Mode mode) {
        server.implicitTls(TestCertificates.shared().localhost()).start();
        try (MailerFixture mailer = new MailerFixture(server).tls(mode)) {
            CompletableFuture<SmtpConnectorException> failing = failing(mailer);
            passUntilAsked(mailer, 2);
            // No time passes any more.
            SmtpConnectorException failure = failing.join();
            assertTold(failure);
            assertThat(failure.getMessage().contains("useTls=true")).isEqualTo(mode == TlsPolicy.Mode.STARTTLS_OFFERED);
            server.session(2).awaitEnd();
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.commands()).isEmpty();
            assertThat(mailer.pools.openLines()).isZero();
        }
    }

    @Test
    void aVerificationFindsItOutToo() {
        server.implicitTls(TestCertificates.shared().localhost()).start();
        try (MailerFixture mailer = new MailerFixture(server)) {
            CompletableFuture<Verification> verifying = InBackground.supply(
                    () -> mailer.pools.verifier(mailer.identity()).verify(MailerFixture.TIMEOUTS));
            passUntilAsked(mailer, 2);
            assertThat(verifying.join().reasons()).containsEntry("category", "TLS");
        }
    }

    @Test
    void aRefusalInTlsIsAnAnswerInTls() {
        server.on(1, "GREETING", 1, Fault.silence())
                .on(2, "GREETING", 1, Fault.raw(ALERT))
                .start();
        try (MailerFixture mailer = new MailerFixture(server)) {
            CompletableFuture<SmtpConnectorException> failing = failing(mailer);
            passUntilAsked(mailer, 2);
            assertTold(failing.join());
        }
    }

    @Test
    void aServerThatGreetsSlowlyIsWaitedFor() {
        server.on(1, "GREETING", 1, Fault.whenReleased(session -> true)).start();
        try (MailerFixture mailer = new MailerFixture(server)) {
            CompletableFuture<SendResult> sending = InBackground.supply(() -> mailer.send("mail\r\n"));
            passUntilAsked(mailer, 2);
            server.session(2).awaitEnd();
            server.release();
            assertThat(sending.join().state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    /** The second connection meets the same, whatever it is, and the first waits as long as it may. */
    @ParameterizedTest
    @CsvSource({"silence, CONNECT_TIMEOUT", "drip, CONNECT_TIMEOUT"})
    void aDeadServerTakesTheWholeTime(String fault, Category category) {
        server.on("GREETING", fault.equals("drip") ? Fault.drip("2") : Fault.silence())
                .start();
        try (MailerFixture mailer = new MailerFixture(server)) {
            long start = mailer.clock.getAsLong();
            assertThat(mailer.lateFailure(RawMessage.of("mail\r\n"), "to@test.example")
                            .getCategory())
                    .isEqualTo(category);
            assertThat(Duration.ofNanos(mailer.clock.getAsLong() - start))
                    .isGreaterThanOrEqualTo(MailerFixture.TIMEOUTS.reply());
        }
    }

    @Test
    void oneAsksForAllWhoWait() {
        server.implicitTls(TestCertificates.shared().localhost()).start();
        try (MailerFixture mailer = new MailerFixture(server).maxConnections(5)) {
            List<CompletableFuture<SmtpConnectorException>> failing = new ArrayList<>();
            CompletableFuture<SmtpConnectorException> first = failing(mailer);
            Waiting.until(() -> server.connections() == 1, LIMIT, () -> "the first");
            failing.add(first);
            for (int i = 2; i <= 5; i++) {
                failing.add(failing(mailer));
            }
            Waiting.until(() -> server.connections() == 5, LIMIT, () -> server.connections() + " connections");
            passUntilAsked(mailer, 6);
            sweepUntil(mailer, Duration.ZERO, () -> failing.stream().allMatch(CompletableFuture::isDone));
            failing.forEach(each -> assertTold(each.join()));
            assertThat(server.connections()).isEqualTo(6);
        }
    }

    @Test
    void behindAProxyNobodyAsks() {
        server.on("GREETING", Fault.silence()).start();
        try (TestProxy proxy = TestProxy.socks5(server.port());
                MailerFixture mailer =
                        new MailerFixture(server).proxy(ProxyAddress.of("socks5://127.0.0.1:" + proxy.port()))) {
            mailer.lateFailure(RawMessage.of("mail\r\n"), "to@test.example");
            assertThat(server.connections()).isOne();
        }
    }
}
