// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.smtpconnector.outcome.PermanentSmtpException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pieces that a hostile writer repeats a million times; a quadratic or recursive reader would not finish within these
 * seconds.
 */
class AddressParserScalingTest {

    private static final int SIZE = 1 << 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(", ")", "\"", "<", ">", ",", ";", ":", "\\", "a", "@", ".", " ", "[", "ü", "😀", "()", "(\\", "\"\" ",
                "a ", "\"a\" ", "a.", "<a@b>", "a@b,", "a@b ", "<a@", "x:", "a,", "\\\"", "(a)(", "=?a?=", "a@b (",
                "@b:", "xn--"
            })
    void answersAMegabyteOfAnything(String part) {
        String text = part.repeat(SIZE / part.length());
        for (String hostile :
                new String[] {text, "\"" + text, "(" + text, "<" + text, "a@" + text, "a@b," + text, text + "<a@b>"}) {
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> read(hostile));
        }
    }

    @Test
    void looksAtNoMoreOfAnAddressThanOneCanTake() {
        assertThatThrownBy(() -> AddressParser.parseList("a@b.example, " + "a".repeat(SIZE)))
                .hasMessage("address 2 '" + "a".repeat(80) + "…': more than 4096 characters");
        String longest = "\"" + "\\\"".repeat(998) + "\" <a@b.example>";
        assertThat(AddressParser.parseOne(longest).displayName()).isEqualTo("\"".repeat(998));
    }

    @Test
    void readsThirtyThousandAddresses() {
        String text = "Ann Lee <ann@bücher.example>, ".repeat(30_000);
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(10), () -> AddressParser.parseList(text)))
                .hasSize(30_000);
    }

    private static void read(String text) {
        try {
            AddressParser.parseList(text);
        } catch (PermanentSmtpException e) {
            assertThat(e.getMessage()).hasSizeLessThan(1000);
        }
    }
}
