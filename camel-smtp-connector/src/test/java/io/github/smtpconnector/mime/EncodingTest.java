// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            Grüße aus dem Norden | =?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus_dem_Norden?=
            日本                 | =?UTF-8?B?5pel5pys?=
            😀                   | =?UTF-8?B?8J+YgA==?=
            """)
    void encodedWordsTakeTheShorterForm(String text, String words) {
        assertThat(EncodedWords.split(text, 75, 75)).containsExactly(words);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 23, 24, 30, 60, 75})
    void encodedWordsKeepToTheirRoomAndSplitNoCharacter(int first) {
        for (String text : List.of("aéß€😀 ".repeat(50), "ascii ".repeat(50) + "é", "😀".repeat(99), "x".repeat(500))) {
            List<String> words = EncodedWords.split(text, first, 75);
            StringBuilder decoded = new StringBuilder();
            for (String word : words) {
                assertThat(word.length()).isLessThanOrEqualTo(75);
                // Each by itself: a split character would decode to something else.
                decoded.append(DecoderUtil.decodeEncodedWords(word, DecodeMonitor.STRICT));
            }
            assertThat(decoded).hasToString(text);
            assertThat(words.get(0).length()).isLessThanOrEqualTo(first < 24 ? 75 : first);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            `a=b`        | a=3Db
            `blank `     | blank=20
            `tab\t`      | tab=09
            `.`          | =2E
            `From x`     | =46rom x
            `Fromage`    | Fromage
            `ä`          | =C3=A4
            `a\\0b`      | a=00b
            """)
    void quotedPrintableEncodesWhatRelaysTouch(String text, String encoded) {
        assertThat(quotedPrintable(text.replace("\\t", "\t").replace("\\0", "\0")))
                .isEqualTo(encoded);
        assertThat(quotedPrintable("x\r\n" + text.replace("\\t", "\t").replace("\\0", "\0") + "\r\n"))
                .isEqualTo("x\r\n" + encoded + "\r\n");
    }

    @Test
    void quotedPrintableMakesEveryLineEndCrlfAndHalfACharacterAQuestionMark() {
        assertThat(quotedPrintable("a\nb\rc\r\n\r\n \nd")).isEqualTo("a\r\nb\r\nc\r\n\r\n=20\r\nd");
        assertThat(quotedPrintable("a\ud83db\ude00")).isEqualTo("a=3Fb=3F");
    }

    @Test
    void quotedPrintableLinesAreShortAndKeepCharactersWhole() throws IOException {
        Random random = new Random(1);
        String[] pieces = {"a", " ", "=", "é", "€", "😀", "\r\n", "\t", ".", "From ", "word"};
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(400); i > 0; i--) {
                text.append(pieces[random.nextInt(round % 2 == 0 ? pieces.length : 6)]);
            }
            String encoded = quotedPrintable(text.toString());
            for (String line : encoded.split("\r\n")) {
                assertThat(line.length()).isLessThanOrEqualTo(76);
                assertThat(line).doesNotContain("\t\r\n").doesNotEndWith(" ");
                byte[] alone = decode(line.endsWith("=") ? line.substring(0, line.length() - 1) : line);
                assertThat(new String(alone, StandardCharsets.UTF_8)).doesNotContain("\ufffd");
            }
            assertThat(decode(encoded)).isEqualTo(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "Hello,\nBob",
                "tab\tinside",
                "a\r\nb\rc\n",
                ".. dots",
                "From: x",
                " From x",
                "--=",
                "\n\n"
            })
    void plainTextNeedsNoEncoding(String text) {
        assertThat(TextBody.is7Bit(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ä",
                "x ",
                "x\t\ny",
                "x \r\ny",
                ".",
                "a\n.\nb",
                "From me",
                "a\nFrom me",
                "a\0b",
                "--=_1_x",
                "a\r--=_9"
            })
    void textThatSomeRelayChangesIsEncoded(String text) {
        assertThat(TextBody.is7Bit(text)).isFalse();
    }

    @Test
    void linesUpTo998OctetsStayAsTheyAre() {
        assertThat(TextBody.is7Bit("x".repeat(998) + "\n" + "x".repeat(998))).isTrue();
        assertThat(TextBody.is7Bit("x\n" + "x".repeat(999))).isFalse();
    }

    @Test
    void noBoundaryIsTheBeginningOfAnother() {
        Boundaries boundaries = new Boundaries("<" + "a!b".repeat(100) + "@x>");
        String first = boundaries.next();
        for (int i = 0; i < 12; i++) {
            String next = boundaries.next();
            assertThat(next).startsWith("=_").hasSizeLessThanOrEqualTo(70).doesNotStartWith(first);
        }
        assertThat(first).isEqualTo(new Boundaries("<" + "a!b".repeat(100) + "@x>").next());
    }

    private static String quotedPrintable(String text) {
        Octets out = new Octets(16);
        QuotedPrintable.encode(text, out);
        return new String(out.toByteArray(), StandardCharsets.US_ASCII);
    }

    private static byte[] decode(String encoded) throws IOException {
        try (QuotedPrintableInputStream in = new QuotedPrintableInputStream(
                new ByteArrayInputStream(encoded.getBytes(StandardCharsets.US_ASCII)), DecodeMonitor.STRICT)) {
            return in.readAllBytes();
        }
    }

    @Test
    void base64IsWhatTheJdkMakesOfAnyNumberOfOctets() {
        byte[] octets = new byte[600];
        new Random(1).nextBytes(octets);
        for (int length = 0; length <= octets.length; length++) {
            byte[] content = Arrays.copyOf(octets, length);
            Octets out = new Octets(16);
            Base64Lines.encode(content, out);
            assertThat(out.toByteArray()).isEqualTo(Base64.getMimeEncoder().encode(content));
            assertThat(Base64Lines.length(length)).isEqualTo(out.length());
        }
    }

    @Test
    void base64KnowsEveryPairOfCharacters() {
        byte[] octets = new byte[3 * 4096];
        for (int bits = 0; bits < 4096; bits++) {
            octets[3 * bits] = (byte) (bits >> 4);
            octets[3 * bits + 1] = (byte) (bits << 4 | bits >> 8);
            octets[3 * bits + 2] = (byte) bits;
        }
        Octets out = new Octets(16);
        Base64Lines.encode(octets, out);
        assertThat(out.toByteArray()).isEqualTo(Base64.getMimeEncoder().encode(octets));
    }
}
