// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Domains of other scripts, as the library reads them and as the JDK does without it. */
class IdnaTest {

    private static final Idna LIBRARY = new Uts46();
    private static final Idna JDK = new Idna2003();

    @Test
    void takesTheLibraryWhereItIs() {
        assertThat(Idna.installed()).isInstanceOf(Uts46.class);
    }

    @ParameterizedTest
    @CsvSource({
        "bücher,xn--bcher-kva",
        "BÜCHER,xn--bcher-kva",
        "bu\u0308cher,xn--bcher-kva",
        "例子,xn--fsqu00a",
        "ΒΌΛΟΣ,xn--nxasmq6b",
        "ᏣᎳᎩ,xn--f9dt7l",
        "กำ,xn--12c2h8c",
        "กํา,xn--12c2h8c",
        "ລຳ,xn--q7c0a6e",
        "i❤,xn--i-7iq",
        "i❤\uFE0F,xn--i-7iq"
    })
    void bothWriteWhatBothKnow(String label, String ascii) {
        assertThat(LIBRARY.toAscii(label)).isEqualTo(ascii);
        assertThat(JDK.toAscii(label)).isEqualTo(ascii);
        assertThat(EmailAddress.parse("a@" + label + ".example").domain()).isEqualTo(ascii + ".example");
    }

    /** The values are those of the Python package idna. */
    @ParameterizedTest
    @CsvSource({
        "straße,xn--strae-oqa",
        "βόλος,xn--nxasmm1c",
        "نامه\u200Cای,xn--mgba3gch31f060k",
        "ꨀꨁ,xn--1o9ac",
        "ⴰⴱⵄ,xn--4ljc1d",
        "\uD83A\uDD00\uD83A\uDD01,xn--9d6hc"
    })
    void theLibraryWritesWhatTheJdkDoesNotKnow(String label, String ascii) {
        assertThat(LIBRARY.toAscii(label)).isEqualTo(ascii);
        assertThat(EmailAddress.parse("a@" + label + ".de").domain()).isEqualTo(ascii + ".de");
        assertThat(JDK.toAscii(label)).isNull();
        assertThatThrownBy(() -> Domain.labelToAscii(label, JDK))
                .hasMessageEndingWith("in the domain has no single reading; write it in ASCII (xn--...), or add"
                        + " com.ibm.icu:icu4j, which knows more scripts");
    }

    /**
     * Mapped or dropped letters would make another domain than the written one, and so would a label against the rules
     * of its script.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ｅxample",
                "examp①e",
                "evil。example",
                "example．com",
                "ex\u00ADämple",
                "ä\u200Bb",
                "a\u200Cb",
                "ä\u200D",
                "\uFEFFä",
                "ä\u00A0b",
                "ä\u202E",
                "-ä",
                "ä-",
                "ä_b",
                "ä b",
                "ä\0",
                "ﬁä",
                "x²",
                "ſä",
                "אa1",
                "İ",
                "ä\u2028",
                "ä..b",
                "℡"
            })
    void bothRefuseWhatHasNoSingleReading(String label) {
        for (Idna idna : List.of(LIBRARY, JDK)) {
            assertThat(idna.toAscii(label)).as(idna.getClass().getSimpleName()).isNull();
            assertThatThrownBy(() -> Domain.labelToAscii(label, idna))
                    .hasMessageContaining("in the domain has no single reading; write it in ASCII (xn--...)");
        }
    }

    @Test
    void bothRefuseWhatCannotBeALabel() {
        for (Idna idna : List.of(LIBRARY, JDK)) {
            for (String label : List.of("ä".repeat(64), "\uD800ä", "ä".repeat(1 << 20))) {
                assertThatThrownBy(() -> Domain.labelToAscii(label, idna)).hasMessageContaining("no single reading");
            }
        }
        assertThatThrownBy(() -> Domain.labelToAscii("ß\u00A0", LIBRARY))
                .hasMessage("'ß\\u00A0' in the domain has no single reading; write it in ASCII (xn--...)");
    }
}
