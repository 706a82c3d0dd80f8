// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.example",
                "\"a b\"@b.example",
                "\"a>b<c\"@b.example",
                "\"a\\\"b\\\\\"@b.example",
                "\"a\\>\"@b.example",
                "jürgen@b.example",
                "😀@b.example",
                "a@[IPv6:::1]"
            })
    void takesWhatAnAddressBecomes(String path) {
        assertThat(new Envelope(path, List.of(path)).recipients()).containsExactly(path);
        assertThat(EmailAddress.parse(path).addrSpec()).isEqualTo(path.replace("\\>", ">"));
    }

    @Test
    void takesTheNullReversePath() {
        assertThat(new Envelope("", List.of("a@b")).reversePath()).isEmpty();
        assertThatThrownBy(() -> new Envelope("", List.of("a@b", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a recipient is empty");
        assertThatThrownBy(() -> new Envelope("", List.of())).hasMessage("an envelope has at least one recipient");
    }

    /** Characters that a server could take for the end of the path, or for another command. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b> NOTIFY=NEVER",
                "a@b>",
                "<a@b",
                "a b@c",
                "a@b\r\nRCPT TO:<eve@example.org",
                "a@b\n",
                "a@b\r",
                "a@b\0",
                "a@b\t",
                "a@b\u007F",
                "a@b\u0085",
                "a@b\u2028",
                "\"a\nb\"@c",
                "\"a\\\nb\"@c",
                "\"a\\\u007Fb\"@c",
                "\"a\\",
                "\"a\\\"",
                "\"a@b",
                "a\"@b",
                "\"a\" b\"@c",
                "a\\>@b",
                "a\\@b",
                "\uD800@b",
                "a@b\uDC00"
            })
    void refusesWhatWouldBeMoreThanAPath(String path) {
        for (Runnable making :
                new Runnable[] {() -> new Envelope(path, List.of("a@b")), () -> new Envelope("", List.of("a@b", path))
                }) {
            assertThatThrownBy(making::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith(" is no path (RFC 5321 section 4.1.2)")
                    .message()
                    .doesNotContain("\r", "\n", "\0");
        }
    }
}
