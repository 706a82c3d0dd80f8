// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageIdsTest {

    private static final RandomGenerator ONES = () -> -1L;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            example.org        | example.org
            xn--mnchen-3ya.de  | xn--mnchen-3ya.de
            [192.0.2.1]        | [192.0.2.1]
            [IPv6:2001:db8::1] | [IPv6:2001:db8::1]
            münchen.de         | xn--mnchen-3ya.de
            a..b               | message-id.invalid
            .a                 | message-id.invalid
            a b                | message-id.invalid
            ``                 | message-id.invalid
            []                 | message-id.invalid
            [a]b]              | message-id.invalid
            a>b                | message-id.invalid
            """)
    void standAtTheDomainWhereItCanStandThere(String domain, String right) {
        assertThat(new MessageIds(ONES).create(domain)).isEqualTo("<" + "f".repeat(32) + "@" + right + ">");
    }

    @Test
    void holdAllRandomBits() {
        long[] next = {0x0123456789abcdefL, 0xfedcba9876543210L};
        int[] at = {0};
        RandomGenerator random = () -> next[at[0]++];
        assertThat(new MessageIds(random).create("x")).isEqualTo("<efcdab89674523011032547698badcfe@x>");
    }

    @Test
    void neverRepeat() {
        MessageIds ids = new MessageIds(new SecureRandom());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            assertThat(seen.add(ids.create("example.org"))).isTrue();
        }
    }
}
