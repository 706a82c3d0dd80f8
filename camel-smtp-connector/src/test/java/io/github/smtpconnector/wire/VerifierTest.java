// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpconnector.outcome.Verification;
import io.github.smtpconnector.outcome.VerificationStep;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.ManualClock;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.wire.dialogue.Watchdog;
import io.github.smtpconnector.wire.login.Credentials;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import io.github.smtpconnector.wire.tls.Trust;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server is tried for without a mail, and what is said of each step. */
class VerifierTest {

    private static final String PASSWORD = "correct horse";

    private final TestCertificates certificates = TestCertificates.shared();
    private final SmtpTestServer server = new SmtpTestServer();
    private final ManualClock clock = new ManualClock();
    private final Watchdog watchdog = new Watchdog(clock);

    @AfterEach
    void leavesNoLineOpen() {
        server.close();
        assertThat(watchdog.openLines()).isZero();
        assertThat(server.commands())
                .noneMatch(command -> command.startsWith("MAIL"))
                .noneMatch(command -> command.startsWith("RCPT"));
    }

    private Verification verify(TlsPolicy.Mode mode, @Nullable Credentials login) {
        TlsPolicy tls = new TlsPolicy(mode, Trust.CHAIN_AND_NAME, certificates.trusting());
        ServerIdentity identity = new ServerIdentity(
                "localhost", server.port(), tls, login, null, false, "client.example", null, true, List.of());
        return new Verifier(identity, watchdog).verify(MailerFixture.TIMEOUTS);
    }

    private static Credentials login() {
        return new Credentials("ann", PASSWORD);
    }

    private static List<String> names(Verification verification) {
        return verification.steps().stream().map(VerificationStep::name).toList();
    }

    @Test
    void saysWhatCameToLightAtEachStep() throws Exception {
        server.startTls(certificates.localhost())
                .login("ann", PASSWORD, "PLAIN", "CRAM-MD5")
                .start();
        Verification verification = verify(TlsPolicy.Mode.STARTTLS_REQUIRED, login());

        assertThat(verification.ok()).isTrue();
        assertThat(names(verification))
                .containsExactly("RESOLVE", "CONNECT", "GREETING", "EHLO", "STARTTLS", "EHLO", "AUTH", "NOOP");
        server.session(1).awaitEnd();
        assertThat(server.commands()).endsWith("NOOP", "QUIT");

        JsonNode json = new ObjectMapper().valueToTree(verification.toMap());
        assertThat(json.get("ok").asBoolean()).isTrue();
        assertThat(json.get("port").asInt()).isEqualTo(server.port());
        JsonNode steps = json.get("steps");
        assertThat(steps.get(0).get("addresses")).isNotEmpty();
        assertThat(steps.get(1).get("address").asText()).isEqualTo("127.0.0.1");
        assertThat(steps.get(2).get("reply").asText()).startsWith("220 ");
        assertThat(steps.get(3).get("capabilities").toString()).contains("\"STARTTLS\"", "\"PIPELINING\"");
        JsonNode tls = steps.get(4);
        assertThat(tls.get("protocol").asText()).isEqualTo("TLSv1.3");
        assertThat(tls.get("cipher").asText()).startsWith("TLS_");
        assertThat(tls.get("certificate").get("subject").asText()).isEqualTo("CN=localhost");
        assertThat(tls.get("certificate").get("issuer").asText()).isEqualTo("CN=Test Authority");
        assertThat(tls.get("certificate").get("expires").asText()).matches("20\\d\\d-.*Z");
        assertThat(tls.get("certificate").get("names").toString()).isEqualTo("[\"localhost\",\"127.0.0.1\"]");
        assertThat(steps.get(5).get("capabilities").toString())
                .contains("\"AUTH PLAIN CRAM-MD5\"", "\"SIZE 0\"")
                .doesNotContain("STARTTLS");
        assertThat(steps.get(6).get("mechanism").asText()).isEqualTo("PLAIN");
        assertThat(steps.get(7).get("reply").asText()).isEqualTo("250 2.0.0 ok");
        assertThat(verification.toString())
                .contains("localhost:" + server.port() + ": ready for mail", "AUTH: ok; mechanism PLAIN");
    }

    @Test
    void leavesOutWhatThereIsNot() {
        server.start();
        assertThat(names(verify(TlsPolicy.Mode.STARTTLS_OFFERED, null)))
                .containsExactly("RESOLVE", "CONNECT", "GREETING", "EHLO", "NOOP");
    }

    @Test
    void beginsWithTlsWhereItIsImplicit() {
        server.implicitTls(certificates.localhost()).start();
        assertThat(names(verify(TlsPolicy.Mode.IMPLICIT, null)))
                .containsExactly("RESOLVE", "CONNECT", "STARTTLS", "GREETING", "EHLO", "NOOP");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("GREETING", Fault.reply("554 5.3.2 not today"), "GREETING", "PERMANENT", "554 5.3.2"),
                Arguments.of("GREETING", Fault.close(), "GREETING", "CONNECT", null),
                Arguments.of("EHLO", Fault.reply("421 4.3.2 closing"), "EHLO", "TRANSIENT", "421 4.3.2"),
                Arguments.of("STARTTLS", Fault.reply("454 4.7.0 no TLS"), "STARTTLS", "TLS", "454 4.7.0"),
                Arguments.of("AUTH", Fault.reply("535 5.7.8 no"), "AUTH", "AUTH", "535 5.7.8"),
                Arguments.of("NOOP", Fault.reply("421 4.3.2 closing"), "NOOP", "TRANSIENT", "421 4.3.2"),
                Arguments.of("NOOP", Fault.reset(), "NOOP", "DROPPED", null));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void endsWithTheStepThatFailedAndWhy(
            String step, Fault fault, String failed, String category, @Nullable String reply) {
        server.startTls(certificates.localhost())
                .login("ann", PASSWORD, "PLAIN")
                .on(step, fault)
                .start();
        Verification verification = verify(TlsPolicy.Mode.STARTTLS_REQUIRED, login());
        assertThat(verification.ok()).isFalse();
        VerificationStep last = verification.steps().get(verification.steps().size() - 1);
        assertThat(last.name()).isEqualTo(failed);
        assertThat(last.ok()).isFalse();
        assertThat(verification.steps()).filteredOn(any -> !any.ok()).containsExactly(last);
        assertThat(verification.reasons()).containsEntry("category", category);
        if (reply == null) {
            assertThat(verification.reasons()).doesNotContainKey("reply");
        } else {
            assertThat(verification.reasons().get("reply").toString()).startsWith(reply);
        }
        assertThat(verification.toMap().get("failure")).isEqualTo(verification.reasons());
        assertThat(verification.toString()).contains("not usable", failed + ": failed", "localhost:" + server.port());
    }

    /** Several servers that take mail have no NOOP. */
    @ParameterizedTest
    @ValueSource(
            strings = {"500 5.5.1 what?", "502 5.5.1 not implemented", "550 5.7.1 not you", "451 4.3.0 busy", "354 odd"
            })
    void takesAnyAnswerToNoopButOneForASignOfLife(String answer) {
        server.on("NOOP", Fault.reply(answer)).start();
        Verification verification = verify(TlsPolicy.Mode.STARTTLS_OFFERED, null);
        assertThat(verification.failure()).isNull();
        assertThat(verification.fact("NOOP", "reply")).isEqualTo(answer);
    }

    @Test
    void saysWhatToChange() {
        server.start();
        assertThat(verify(TlsPolicy.Mode.STARTTLS_REQUIRED, null).toString())
                .contains("STARTTLS: failed", "set useTls=false");
        assertThat(verify(TlsPolicy.Mode.STARTTLS_OFFERED, login()).toString())
                .contains("AUTH: failed", "leave the login out");
    }

    @Test
    void shutsUpAboutThePassword() {
        server.login("ann", "another", "PLAIN", "LOGIN").start();
        Verification verification = verify(TlsPolicy.Mode.STARTTLS_OFFERED, login());
        assertThat(verification.reasons()).containsEntry("category", "AUTH");
        assertThat(verification + " " + verification.toMap()).doesNotContain(PASSWORD);
        assertThat(String.valueOf(verification.failure())).doesNotContain(PASSWORD);
    }

    @Test
    void waitsNoLongerThanAMailWould() {
        server.on("NOOP", Fault.silence()).start();
        CompletableFuture<Verification> verifying =
                InBackground.supply(() -> verify(TlsPolicy.Mode.STARTTLS_OFFERED, null));
        server.awaitSilence();
        long start = clock.getAsLong();
        while (!verifying.isDone()) {
            clock.advance(Duration.ofSeconds(1));
            watchdog.sweep();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertThat(verifying.join().reasons()).containsEntry("category", "READ_TIMEOUT");
        assertThat(Duration.ofNanos(clock.getAsLong() - start)).isGreaterThanOrEqualTo(MailerFixture.TIMEOUTS.reply());
    }

    @Test
    void readsControlCharactersAsText() {
        server.on("GREETING", Fault.reply("554 \u001b[31mred\u0007")).start();
        assertThat(verify(TlsPolicy.Mode.STARTTLS_OFFERED, null).toMap().toString())
                .contains("\\u001B[31mred\\u0007");
    }
}
