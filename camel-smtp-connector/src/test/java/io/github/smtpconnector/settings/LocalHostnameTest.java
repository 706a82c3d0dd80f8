// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalHostnameTest {

    @ParameterizedTest
    @CsvSource({
        "HOSTNAME, mail.example.com, mail.example.com",
        "COMPUTERNAME, pc.example.com, pc.example.com",
        "HOSTNAME, pod-1, [127.0.0.1]",
        "HOSTNAME, my_pod.example.com, [127.0.0.1]",
        "OTHER, mail.example.com, [127.0.0.1]",
    })
    void takesAFullDomainNameFromTheEnvironment(String variable, String value, String name) {
        assertThat(LocalHostname.bestKnown(Map.of(variable, value))).isEqualTo(name);
        assertThat(LocalHostname.isLegal(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\r\nb", "-a", "a-", "a..b", "[x]", "[192.0.2.1", "a.", "é.example"})
    void refusesWhatNoServerTakes(String name) {
        assertThat(LocalHostname.isLegal(name)).isFalse();
    }
}
