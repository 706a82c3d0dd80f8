// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.testkit.TestProxy;
import io.github.smtpconnector.testkit.Waiting;
import io.github.smtpconnector.wire.login.AccessToken;
import io.github.smtpconnector.wire.login.TokenLogin;
import io.github.smtpconnector.wire.login.TokenSource;
import io.github.smtpconnector.wire.proxy.ProxyAddress;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A connection is being opened, and this side ends it, by an interrupt or because the connector stops: at each step, for a
 * mail and for a verification. No time passes, so nothing else can end it.
 */
class OwnEndFaultTest {

    private enum Opening {
        TOKEN("an access token", Phase.AUTH),
        CONNECT("connect", Phase.CONNECT),
        PROXY("the proxy", Phase.CONNECT),
        GREETING("greeting", Phase.GREETING),
        EHLO("EHLO", Phase.EHLO),
        STARTTLS("STARTTLS", Phase.STARTTLS),
        HANDSHAKE("handshake", Phase.STARTTLS),
        IMPLICIT("handshake from the first octet", Phase.STARTTLS),
        EHLO_AGAIN("EHLO again", Phase.EHLO),
        AUTH("AUTH", Phase.AUTH),
        NOOP("NOOP of a verification", null);

        private final String title;
        private final @Nullable Phase phase;

        Opening(String title, @Nullable Phase phase) {
            this.title = title;
            this.phase = phase;
        }

        private String row() {
            return "| " + title + " |" + (phase == null ? "" : " " + phase) + " |\n";
        }
    }

    private enum End {
        INTERRUPT,
        STOP
    }

    static List<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (Opening step : Opening.values()) {
            for (End end : End.values()) {
                cells.add(Arguments.of(step, end, true));
                if (step != Opening.NOOP) {
                    cells.add(Arguments.of(step, end, false));
                }
            }
        }
        return cells;
    }

    @Test
    void isWhatThePageTells() throws IOException {
        String table = Arrays.stream(Opening.values()).map(Opening::row).collect(Collectors.joining());
        assertThat(Files.readString(Path.of("docs/faults.md"))).contains(table, cells().size() + " are played");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void isToldAsWhatItIsAndEndsAtOnce(Opening step, End end, boolean verifying) throws Exception {
        try (SmtpTestServer server = server(step);
                SmtpTestServer fallback = new SmtpTestServer().start();
                TestProxy proxy = new TestProxy(TestProxy.Client::fallSilent);
                MailerFixture mailer = mailer(step, server, fallback, proxy)) {
            CompletableFuture<Failure> failed = new CompletableFuture<>();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread opener = new Thread(() -> {
                try {
                    failed.complete(
                            verifying
                                    ? verify(mailer)
                                    : mailer.failure("mail\r\n").getFailure());
                } catch (Throwable e) {
                    failed.completeExceptionally(e);
                }
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            opener.start();
            awaitStep(step, server, proxy, mailer);

            if (end == End.INTERRUPT) {
                opener.interrupt();
            } else {
                mailer.pools.shutdown(Duration.ZERO);
            }
            Failure failure = failed.get(20, TimeUnit.SECONDS);
            assertThat(failure.category()).as("%s", failure).isEqualTo(Category.SHUTDOWN);
            assertThat(failure.retryable()).isTrue();
            assertThat(failure.phase()).isEqualTo(step.phase);
            assertThat(failure.deliveryState()).isEqualTo(DeliveryState.NOT_SENT);
            assertThat(failure.advice()).isNull();
            assertThat(failure.message())
                    .contains(end == End.INTERRUPT ? "interrupted while" : "the connector was stopped while")
                    .contains(mailer.identity().server());
            assertThat(interrupted.get(20, TimeUnit.SECONDS)).isEqualTo(end == End.INTERRUPT);
            assertThat(fallback.connections()).as("nobody else is tried").isZero();
            assertThat(mailer.pools.openLines()).isZero();
            assertThat(server.mails()).isEmpty();
        }
    }

    private static Failure verify(MailerFixture mailer) {
        Failure failure = mailer.pools
                .verifier(mailer.identity())
                .verify(MailerFixture.TIMEOUTS)
                .failure();
        return failure == null ? Failure.permanent(Category.CONFIG, "should have failed") : failure;
    }

    private static SmtpTestServer server(Opening step) {
        SmtpTestServer server = new SmtpTestServer().login("me", "secret", "PLAIN");
        switch (step) {
            case TOKEN, CONNECT, PROXY -> {}
            case IMPLICIT -> server.on("GREETING", Fault.silence());
            case EHLO_AGAIN -> server.on("EHLO", 2, Fault.silence());
            default -> server.on(step.name(), Fault.silence());
        }
        if (step.compareTo(Opening.STARTTLS) >= 0 && step != Opening.IMPLICIT) {
            server.startTls(TestCertificates.shared().localhost());
        }
        return server.start();
    }

    private static MailerFixture mailer(Opening step, SmtpTestServer server, SmtpTestServer fallback, TestProxy proxy) {
        MailerFixture mailer = new MailerFixture(server).login("me", "secret").transcribed();
        if (step == Opening.TOKEN) {
            TokenSource hanging = refused -> {
                server.release();
                return hang();
            };
            mailer.login(new TokenLogin("me", hanging));
        }
        if (step == Opening.IMPLICIT) {
            mailer.tls(TlsPolicy.Mode.IMPLICIT);
        }
        if (step == Opening.PROXY) {
            mailer.proxy(ProxyAddress.of("socks5://127.0.0.1:" + proxy.port()));
        }
        if (step == Opening.CONNECT) {
            server.door().ignore();
        }
        return mailer.fallbacks("127.0.0.1", fallback);
    }

    private static AccessToken hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // The wait for it is over.
        }
        return new AccessToken("t", true);
    }

    private static void awaitStep(Opening step, SmtpTestServer server, TestProxy proxy, MailerFixture mailer) {
        switch (step) {
            case TOKEN -> server.awaitReleased();
            case CONNECT ->
                Waiting.until(() -> mailer.pools.openLines() > 0, Duration.ofSeconds(10), () -> "no line yet");
            case PROXY -> proxy.awaitSilence();
            case GREETING, IMPLICIT ->
                Waiting.until(
                        () -> mailer.transcript.stream().anyMatch(line -> line.endsWith("] connected")),
                        Duration.ofSeconds(10),
                        () -> "not connected yet");
            default -> server.awaitSilence();
        }
    }
}
