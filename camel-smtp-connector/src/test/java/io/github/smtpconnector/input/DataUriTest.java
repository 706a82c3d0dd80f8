// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever begins as a data: URI is read as one, or refused; its own text is never taken for the file. */
class DataUriTest {

    private static String octets(String uri, Charset charset) throws Exception {
        return new String(DataUri.parse(uri).octets(false), charset);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "data:application/pdf;filename=My%20Report.pdf;base64,eA== | application/pdf | x",
                "data:application/pdf;name=\"a,b;c.pdf\";base64,eA== | application/pdf | x",
                "data:application/pdf;filename=[1] (2).pdf;base64,eA== | application/pdf | x",
                "DATA:Application/PDF;BASE64,eA== | application/pdf | x",
                "data: application/pdf ; base64 ,eA== | application/pdf | x",
                "data:image/svg+xml;utf8,<svg/> | image/svg+xml | <svg/>",
                "data:text/csv; charset=utf-8,a;b | text/csv;charset=utf-8 | a;b",
                "data:text/plain; charset=utf-8,hello%20w | text/plain;charset=utf-8 | hello w",
                "data:text/csv;header=present;charset=\"UTF-8\",a%2Cb | text/csv;header=present;charset=\"UTF-8\" | a,b",
                "data:text/csv;x=y z;flag,a | text/csv | a",
                "data:,x | - | x",
                "data:;base64,eA== | - | x",
                "data:;charset=UTF-8,x | text/plain;charset=UTF-8 | x",
                "data:text/csv,Grüße | text/csv;charset=UTF-8 | Grüße",
            })
    void readsWhatPeopleWrite(String uri, String type, String text) throws Exception {
        assertThat(DataUri.begins(uri)).isTrue();
        assertThat(DataUri.parse(uri).contentType()).isEqualTo(type);
        assertThat(octets(uri, UTF_8)).isEqualTo(text);
    }

    @Test
    void keepsACharsetWithoutATypeAndWritesInIt() throws Exception {
        String encoded = "data:;charset=iso-8859-1,%E4";
        assertThat(DataUri.parse(encoded).contentType()).isEqualTo("text/plain;charset=iso-8859-1");
        assertThat(DataUri.parse(encoded).octets(false)).containsExactly(0xE4);
        assertThat(DataUri.parse("data:text/csv;charset=iso-8859-1,ä%E4").octets(false))
                .containsExactly(0xE4, 0xE4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data: | has no comma",
                "data:text/plain | has no comma",
                "data:text/plain;x=\"a,b | has no comma",
                "data: 1, 2 | names no type",
                "data:yes or no, please | names no type",
                "data:text/,x | names no type",
                "data:multipart/mixed,x | names no type",
                "data:,100% | is a data: URI with a % that",
                "data:,%4 | is a data: URI with a % that",
                "data:;base64,AAA | the padding (=) at its end is missing, or it was cut short",
                "data:;base64,A | the padding",
                "data:;base64,AAA- | is not valid base64",
                "data:;base64,%C3%A4AA | is not valid base64",
                "data:;charset=iso-8859-1,€ | holds a character that its charset iso-8859-1 does not have",
                "data:;charset=no-such,€ | names a charset that Java cannot write",
            })
    void refusesTheRest(String uri, String problem) {
        assertThatThrownBy(() -> {
                    DataUri parsed = DataUri.parse(uri);
                    Objects.toString(parsed.contentType());
                    parsed.content();
                })
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\"", ",", "%", "=", ";a=b", "\\\"", " ", "ä", "%41"})
    void takesAMegabyteOfAnythingInLinearTime(String piece) {
        String uri = "data:text/plain" + piece.repeat(1_000_000 / piece.length());
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            try {
                DataUri parsed = DataUri.parse(uri);
                parsed.contentType();
                parsed.octets(true);
            } catch (UnusableInputException e) {
                assertThat(e.problem()).hasSizeLessThan(300);
            }
        });
    }
}
