// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " plain ~ text", "Grüße", "日本", "a\u00a0b", "\ud83d\ude00 laughs"})
    void leavesWhatAnybodyCanRead(String text) {
        assertThat(Printable.escape(text)).isEqualTo(text);
    }

    @Test
    void costsNothingForWhatNearlyAllTextsAre() {
        String plain = " !aZ09}~";
        assertThat(Printable.escape(plain)).isSameAs(plain);
    }

    @Test
    void writesControlCharactersByTheirNumber() {
        assertThat(Printable.escape("a\r\nb\u0000\u001f\u007f\u0085"))
                .isEqualTo("a\\u000D\\u000Ab\\u0000\\u001F\\u007F\\u0085");
    }

    @ParameterizedTest
    @CsvSource({
        "202E, bidirectional",
        "200B, no width",
        "FEFF, no width",
        "2028, a line",
        "2029, a paragraph",
        "D800, half a pair"
    })
    void writesWhatIsNotSeenByItsNumber(String number, String why) {
        char hidden = (char) Integer.parseInt(number, 16);
        assertThat(Printable.escape("ü" + hidden + "z")).as(why).isEqualTo("ü\\u" + number + "z");
    }

    @Test
    void writesBothHalvesOfAPair() {
        assertThat(Printable.escape("\udb40\udc41")).isEqualTo("\\uDB40\\uDC41");
    }
}
