// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CharactersTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "\u007F", "\u0080", "\u07FF", "\u0800", "\uD7FF", "\uE000", "\uFFFF", "a😀ü"})
    void countsTheOctetsOfUtf8(String text) {
        assertThat(Characters.octets(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void letsOnlyTheAsciiOfAtomsIntoThem() {
        StringBuilder fit = new StringBuilder();
        for (char c = 0; c < 0x80; c++) {
            if (Characters.isAtext(c)) {
                fit.append(c);
            }
        }
        assertThat(fit)
                .hasToString("!#$%&'*+-/0123456789=?ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~");
    }

    @Test
    void takesBothEndsOfTheSurrogatesForUnpaired() {
        assertThat(Characters.isUnpaired(0xD7FF)).isFalse();
        assertThat(Characters.isUnpaired(0xD800)).isTrue();
        assertThat(Characters.isUnpaired(0xDFFF)).isTrue();
        assertThat(Characters.isUnpaired(0xE000)).isFalse();
    }
}
