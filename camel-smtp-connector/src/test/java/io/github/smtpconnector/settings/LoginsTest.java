// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.options.AccessTokenSource;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.wire.login.AccessToken;
import io.github.smtpconnector.wire.login.TokenLogin;
import io.github.smtpconnector.wire.login.TokenSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Logins by a bean of the application, which may do anything. */
class LoginsTest {

    private final Logins logins = new Logins(Clock.systemUTC());

    private TokenSource source(AccessTokenSource bean) {
        SmtpConfiguration options = new SmtpConfiguration();
        options.setUsername("ann");
        options.setAccessTokenSource(bean);
        return ((TokenLogin) logins.of(options)).source();
    }

    @Test
    void areEqualWhereTheBeanIs() {
        AccessTokenSource bean = () -> "t";
        assertThat(source(bean)).isEqualTo(source(bean)).hasSameHashCodeAs(source(bean));
        assertThat(source(bean)).isNotEqualTo(source(() -> "t"));
    }

    @Test
    void aBeanThatHangsIsNotAskedForEver() throws Exception {
        CountDownLatch asked = new CountDownLatch(100);
        CountDownLatch over = new CountDownLatch(1);
        TokenSource source = source(() -> {
            asked.countDown();
            over.await();
            return "t";
        });
        List<CompletableFuture<AccessToken>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(InBackground.supply(() -> source.token(null)));
        }
        asked.await();
        assertThatThrownBy(() -> source.token(null))
                .isInstanceOf(RetryableSmtpException.class)
                .hasMessageContaining("has not answered 100 calls");
        over.countDown();
        assertThat(calls).allSatisfy(call -> assertThat(call.join().value()).isEqualTo("t"));
        assertThat(source.token(null).value()).isEqualTo("t");
    }
}
