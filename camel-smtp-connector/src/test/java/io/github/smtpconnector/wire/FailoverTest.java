// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After which failures another server is asked. */
class FailoverTest {

    @ParameterizedTest
    @CsvSource({
        "CONNECT, CONNECT, , true",
        "CONNECT_TIMEOUT, GREETING, , true",
        "TRANSIENT, GREETING, 421, true",
        "CONNECT, GREETING, 554, true",
        "PROTOCOL, EHLO, , true",
        "TLS, STARTTLS, , true",
        "AUTH, STARTTLS, , false",
        "AUTH, AUTH, 535, false",
        "AUTH, AUTH, , false",
        "AUTH, AUTH, 454, true",
        "TRANSIENT, AUTH, 421, true",
        "DROPPED, AUTH, , false",
        "OAUTH_TOKEN, AUTH, 454, false",
        "OAUTH_TOKEN, CONNECT, , false",
        "CONFIG, CONNECT, , false",
        "TRANSIENT, MAIL, 451, false",
    })
    void asksAnotherOnlyWhereNothingWasHandedOver(Category category, Phase phase, Integer code, boolean another) {
        Failure failure = Failure.retryable(category, "it did not work").at(phase);
        assertThat(Failover.allowsAnother(code == null ? failure : failure.withReply(SmtpReply.of(code, "no"))))
                .isEqualTo(another);
    }

    @Test
    void asksNobodyWhereNobodyWasAskedYet() {
        assertThat(Failover.allowsAnother(Failure.retryable(Category.CONNECT, "not even tried")))
                .isFalse();
    }
}
