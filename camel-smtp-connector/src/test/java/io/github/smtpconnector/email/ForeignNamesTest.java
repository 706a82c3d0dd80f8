// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignNamesTest {

    private static String name(String given) {
        String name = ForeignNames.fileName(given);
        assertThat(Attachment.of(name, new byte[0]).fileName()).isEqualTo(name);
        return name;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "offer.pdf | offer.pdf",
                "' offer .pdf ' | offer .pdf",
                "../a\\b.txt | b.txt",
                "'a\r\n b\t.txt' | a b.txt",
                "\u202Efdp.exe | fdp.exe",
                "Übersicht 😀.xlsx | Übersicht 😀.xlsx",
            })
    void keepWhatCanBeWritten(String given, String name) {
        assertThat(name(given)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a/", "\\", "\r\n", "\0", "\uD800", " .. ", "\u202E.", "\u2028"})
    void areSomethingWhereNothingIsLeft(String given) {
        assertThat(name(given)).isEqualTo("attachment");
        assertThat(ForeignNames.fileName(null)).isEqualTo("attachment");
    }

    @Test
    void loseTheirMiddleWhereTheyAreTooLong() {
        assertThat(name("n".repeat(251) + ".pdf")).isEqualTo("n".repeat(251) + ".pdf");
        assertThat(name("n".repeat(252) + ".pdf")).isEqualTo("n".repeat(251) + ".pdf");
        assertThat(name("n".repeat(300))).isEqualTo("n".repeat(255));
        assertThat(name("n".repeat(300) + "." + "e".repeat(19))).isEqualTo("n".repeat(235) + "." + "e".repeat(19));
        assertThat(name("n".repeat(300) + "." + "e".repeat(20))).isEqualTo("n".repeat(255));
        assertThat(name("n".repeat(250) + "😀😀.pdf")).isEqualTo("n".repeat(250) + ".pdf");
        assertThat(name("n".repeat(249) + "😀😀.pdf")).isEqualTo("n".repeat(249) + "😀.pdf");
    }

    @ParameterizedTest
    @CsvSource({"logo,logo", "<logo@x>,logo@x", "' <logo> ',logo", "'\r\n <logo>\r\n',logo"})
    void areIdsWithoutBrackets(String given, String id) {
        assertThat(ForeignNames.contentId(given)).isEqualTo(id);
        assertThat(Attachment.of("a", new byte[0]).withContentId(id).contentId())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<>", "<a", "a b", "<a:b>", "ä", "a\r\n b", "<<a>>", "a\0", "\uD800"})
    void areNoIdsWhereTheyCannotBeWritten(String given) {
        assertThat(ForeignNames.contentId(given)).isNull();
        assertThat(ForeignNames.contentId(null)).isNull();
    }

    @Test
    void areIdsUpToTheirLength() {
        assertThat(ForeignNames.contentId("i".repeat(250))).hasSize(250);
        assertThat(ForeignNames.contentId("i".repeat(251))).isNull();
    }
}
