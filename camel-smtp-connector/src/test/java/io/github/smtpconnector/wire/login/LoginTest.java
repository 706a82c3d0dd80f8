// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {

    @Test
    void showsNothingOfItself() {
        AccessToken token = new AccessToken("!~", true);
        assertThat(token).hasToString("AccessToken[xxxxxx]");
        assertThat(new TokenLogin("ann@example.com", refused -> token)).hasToString("TokenLogin[xxxxxx]");
        assertThat(new Credentials("ann@example.com", "secret")).hasToString("Credentials[xxxxxx]");
    }

    @Test
    void takesNoEmptyToken() {
        assertThatThrownBy(() -> new AccessToken("", true)).isInstanceOf(PermanentSmtpException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\u0001b", "a\r\nb", "a\u007F", "ä"})
    void takesNoTokenThatCouldEndItsField(String value) {
        assertThatThrownBy(() -> new AccessToken(value, true))
                .isInstanceOfSatisfying(PermanentSmtpException.class, e -> assertThat(e.getCategory())
                        .isEqualTo(Category.OAUTH_TOKEN))
                .hasMessageNotContaining(value);
    }
}
