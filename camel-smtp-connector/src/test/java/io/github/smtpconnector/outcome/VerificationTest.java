// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private static final VerificationStep CLEAR = new VerificationStep("EHLO", true, Map.of("reply", "250 in clear"));
    private static final VerificationStep SECURED = new VerificationStep("EHLO", true, Map.of("reply", "250 secured"));
    private static final VerificationStep LOGIN = new VerificationStep("AUTH", false, Map.of());
    private static final Failure FAILURE = Failure.permanent(Category.AUTH, "the login\nwas refused")
            .at(Phase.AUTH)
            .withReply(SmtpReply.of(535, "5.7.8 no"))
            .withAdvice("Check the password");

    private final Verification good = new Verification("h", 25, List.of(CLEAR, SECURED), null);
    private final Verification bad = new Verification("h", 25, List.of(CLEAR, LOGIN), FAILURE);

    @Test
    void isGoodUnlessAStepFailed() {
        assertThat(good.ok()).isTrue();
        assertThat(bad.ok()).isFalse();
    }

    @Test
    void knowsAFactByTheLastStepOfItsName() {
        assertThat(good.fact("EHLO", "reply")).isEqualTo("250 secured");
        assertThat(good.fact("AUTH", "reply")).isNull();
    }

    @Test
    void becomesMapsAndListsForTools() {
        assertThat(good.toMap())
                .isEqualTo(Map.of(
                        "host",
                        "h",
                        "port",
                        25,
                        "ok",
                        true,
                        "steps",
                        List.of(
                                Map.of("step", "EHLO", "ok", true, "reply", "250 in clear"),
                                Map.of("step", "EHLO", "ok", true, "reply", "250 secured"))));
        assertThat(bad.toMap()).containsEntry("failure", bad.reasons()).containsEntry("ok", false);
    }

    @Test
    void givesTheReasonsThatAreKnown() {
        assertThat(good.reasons()).isEmpty();
        assertThat(bad.reasons())
                .isEqualTo(Map.of(
                        "category", "AUTH",
                        "retryable", false,
                        "problem", "the login\\u000Awas refused",
                        "phase", "AUTH",
                        "reply", "535 5.7.8 no",
                        "advice", "Check the password"));
        assertThat(new Verification("h", 25, List.of(), Failure.retryable(Category.DNS, "unknown host")).reasons())
                .containsOnlyKeys("category", "retryable", "problem");
    }

    @Test
    void hasALineForEachStepAndOneForWhatToChange() {
        assertThat(good)
                .hasToString("h:25: ready for mail\n  EHLO: ok; reply 250 in clear\n  EHLO: ok; reply 250 secured");
        assertThat(bad)
                .hasToString(
                        "h:25: not usable\n  EHLO: ok; reply 250 in clear\n  AUTH: failed\n  " + FAILURE.message());
    }
}
