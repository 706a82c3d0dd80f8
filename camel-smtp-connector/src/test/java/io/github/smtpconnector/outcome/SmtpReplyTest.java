// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpReplyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "250 | 2.0.0 ok        | 2.0.0       | ok",
                "250 | 2.0.0           | 2.0.0       | ''",
                "450 | 4.7.25  later   | 4.7.25      | later",
                "550 | 5.123.456 no    | 5.123.456   | no",
                "550 | 5.1.1 a b       | 5.1.1       | a b",
                "555 | 5.0.9 no        | 5.0.9       | no",
                "550 | 4.2.2 full      | 4.2.2       | full",
                "250 | 5.0.0 odd       | 5.0.0       | odd",
            })
    void splitsTheEnhancedCodeOff(int code, String text, String enhancedCode, String rest) {
        assertThat(SmtpReply.of(code, text)).isEqualTo(new SmtpReply(code, enhancedCode, rest));
    }

    @Test
    void givesTheEnhancedCodeAsTheServerGaveItWhateverItsClass() {
        assertThat(SmtpReply.of(250, "5.0.0 odd")).isEqualTo(new SmtpReply(250, "5.0.0", "odd"));
        assertThat(SmtpReply.of(550, "4.2.1 odd").isPermanent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "250 | ''",
                "250 | ok",
                "250 | 2.0 ok",
                "250 | 2.0. ok",
                "250 | 2..0 ok",
                "250 | 2..00 ok",
                "250 | 20.0.0 ok",
                "250 | 2-0.0 ok",
                "250 | 2.0.0.0 ok",
                "250 | 2.0.x ok",
                "250 | 2.x.0 ok",
                "250 | 2.0./ ok",
                "250 | 2.0.: ok",
                "250 | 2.1234.5 ok",
                "250 | 2.1.1234 ok",
                "250 | 2.1234.567 ok",
                "354 | 3.0.0 a class without codes",
            })
    void leavesInTheTextWhatIsNoEnhancedCode(int code, String text) {
        assertThat(SmtpReply.of(code, text)).isEqualTo(new SmtpReply(code, null, text));
    }

    @ParameterizedTest
    @CsvSource({
        "199, false, false, false, false",
        "200, true, false, false, false",
        "299, true, false, false, false",
        "300, false, true, false, false",
        "450, false, false, true, false",
        "550, false, false, false, true",
        "600, false, false, false, false",
    })
    void tellsTheClassByTheFirstDigit(
            int code, boolean positive, boolean intermediate, boolean isTransient, boolean permanent) {
        SmtpReply reply = SmtpReply.of(code, "text");
        assertThat(reply.isPositive()).isEqualTo(positive);
        assertThat(reply.isIntermediate()).isEqualTo(intermediate);
        assertThat(reply.isTransient()).isEqualTo(isTransient);
        assertThat(reply.isPermanent()).isEqualTo(permanent);
    }

    @Test
    void knowsADetailOfWhateverClass() {
        assertThat(SmtpReply.of(454, "4.7.8 no").hasDetail("7.8")).isTrue();
        assertThat(SmtpReply.of(535, "5.7.8 no").hasDetail("7.8")).isTrue();
        assertThat(SmtpReply.of(535, "5.7.9 no").hasDetail("7.8")).isFalse();
        assertThat(SmtpReply.of(535, "no").hasDetail("7.8")).isFalse();
    }

    @Test
    void readsOnOneLineAsTheServerWroteIt() {
        assertThat(SmtpReply.of(550, "5.1.1 nobody here")).hasToString("550 5.1.1 nobody here");
        assertThat(SmtpReply.of(250, "2.0.0")).hasToString("250 2.0.0");
        assertThat(SmtpReply.of(250, "ok")).hasToString("250 ok");
        assertThat(SmtpReply.of(250, "")).hasToString("250");
    }
}
