// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.wire.login.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyAddressTest {

    @ParameterizedTest
    @CsvSource({
        "socks5://proxy.example:1, SOCKS5, proxy.example, 1",
        "SOCKS5://proxy.example:65535/, SOCKS5, proxy.example, 65535",
        "http://192.0.2.1:8080, HTTP, 192.0.2.1, 8080",
        "http://[2001:db8::1]:8080, HTTP, 2001:db8::1, 8080",
        "' http://pröxy.example:8080 ', HTTP, pröxy.example, 8080",
    })
    void readsAnAddress(String text, ProxyAddress.Kind kind, String host, int port) {
        assertThat(ProxyAddress.of(text)).isEqualTo(new ProxyAddress(kind, host, port, null));
    }

    @ParameterizedTest
    @CsvSource({
        "me:secret, me, secret",
        "m%C3%A9:p%40ss%3a, mé, p@ss:",
        "me:p@ss:word, me, p@ss:word",
        "me:100%, me, 100%",
        "me:%4, me, %4",
        "me:%41, me, A",
        "me:%zz%2, me, %zz%2",
        "me:%4x%x4, me, %4x%x4",
    })
    void readsALogin(String login, String username, String password) {
        assertThat(ProxyAddress.of("socks5://" + login + "@proxy.example:1080").login())
                .isEqualTo(new Credentials(username, password));
    }

    /** RFC 1929 section 2: one octet has the length. */
    @Test
    void takesALoginAsLongAsTheProtocolCanTell() {
        String longest = "é".repeat(127) + "x";
        assertThat(ProxyAddress.of("socks5://" + longest + ":" + longest + "@p:1")
                        .login())
                .isEqualTo(new Credentials(longest, longest));
        for (String login : new String[] {"x" + longest + ":y", "y:x" + longest}) {
            assertThatThrownBy(() -> ProxyAddress.of("socks5://" + login + "@p:1"))
                    .hasMessageContaining("longer than 255 octets");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a%3Ab:secret@p:1",
                "http://me:s%0Aecret@p:1",
                "http://m%7Fe:secret@p:1",
                "socks5://:secret@p:1",
                "socks5://me:@p:1",
                "socks5://me@p:1",
                "socks5://me:%FF@p:1",
                "socks5://p",
                "socks5://p:0",
                "socks5://p:65536",
                "socks5://p:123456",
                "socks4://p:1",
                "p:1",
                "socks5://p:1/path",
                "socks5://p q:1",
                "",
            })
    void refusesWhatIsNoneAndRepeatsNothing(String text) {
        assertThatThrownBy(() -> ProxyAddress.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("me:");
    }

    @Test
    void showsNoLogin() {
        assertThat(ProxyAddress.of("http://me:secret@[2001:db8::1]:8080")).hasToString("http://[2001:db8::1]:8080");
        assertThat(ProxyAddress.of("socks5://proxy.example:1080")).hasToString("socks5://proxy.example:1080");
    }
}
