// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {

    @Test
    void isWhatItsCodeSays() {
        assertThat(new Reply(250, List.of("ok")).is(250)).isTrue();
        assertThat(new Reply(251, List.of("ok")).is(250)).isFalse();
        assertThat(new Reply(421, List.of("bye")).isClosing()).isTrue();
        assertThat(new Reply(450, List.of("later")).isClosing()).isFalse();
    }

    @Test
    void becomesOneLineWithOneEnhancedCode() {
        assertThat(new Reply(550, List.of("5.1.1 no", "5.1.1 such", "user\u0007")).toSmtpReply())
                .hasToString("550 5.1.1 no such user\\u0007");
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000", "1001, 1003", "5000, 1003"})
    void isCutOffWhereNobodyWouldReadOn(int length, int kept) {
        String text = "x".repeat(length);
        for (Reply reply : List.of(
                new Reply(250, List.of("2.0.0 " + text)),
                new Reply(250, List.of("2.0.0 " + text.substring(500), "2.0.0 " + text.substring(0, 499))))) {
            assertThat(reply.toSmtpReply().enhancedCode()).isEqualTo("2.0.0");
            assertThat(reply.toSmtpReply().text())
                    .hasSize(kept)
                    .endsWith(length == kept ? "x" : "x...")
                    .startsWith("xxx");
        }
    }
}
