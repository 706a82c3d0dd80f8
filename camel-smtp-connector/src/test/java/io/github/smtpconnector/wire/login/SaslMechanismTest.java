// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SaslMechanismTest {

    @ParameterizedTest
    @EnumSource
    void isFoundByItsNameInAnyCase(SaslMechanism mechanism) {
        assertThat(SaslMechanism.named(mechanism.saslName())).isEqualTo(mechanism);
        assertThat(SaslMechanism.named(mechanism.saslName().toLowerCase(Locale.ROOT)))
                .isEqualTo(mechanism);
        assertThat(mechanism.isInstalled()).isTrue();
    }

    @Test
    void knowsNoOther() {
        assertThat(SaslMechanism.named("NTLM")).isNull();
        assertThat(SaslMechanism.named("SCRAM_SHA_1"))
                .as("the name in our code")
                .isNull();
    }

    @Test
    void isOrderedByStrength() {
        assertThat(SaslMechanism.names())
                .containsExactly(
                        "OAUTHBEARER",
                        "XOAUTH2",
                        "SCRAM-SHA-256-PLUS",
                        "SCRAM-SHA-256",
                        "SCRAM-SHA-1-PLUS",
                        "SCRAM-SHA-1",
                        "CRAM-MD5",
                        "PLAIN",
                        "LOGIN");
    }
}
