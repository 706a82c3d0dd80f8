// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.testkit.TokenServer;
import io.github.smtpconnector.testkit.Waiting;
import io.github.smtpconnector.wire.login.TokenLogin;
import io.github.smtpconnector.wire.login.TokenSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What endpoints share is kept while one of them lives, and no longer. */
class SharedSettingsTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final OptionsReader reader = new OptionsReader(Clock.systemUTC(), new SecureRandom());
    private final SSLContextParameters parameters = new SSLContextParameters();

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private Settings secured() {
        SmtpConfiguration options = new SmtpConfiguration();
        options.setHost("mail.example");
        options.setSslContextParameters(parameters);
        return reader.read(options, camel);
    }

    private Settings byToken(String endpoint, String tenant) {
        SmtpConfiguration options = new SmtpConfiguration();
        options.setHost("mail.example");
        options.setUsername("ann@example.com");
        options.setOauthTokenUri(endpoint);
        options.setOauthClientId("client");
        options.setOauthClientSecret("s3cret");
        options.setOauthRefreshToken(tenant);
        return reader.read(options, camel);
    }

    private static SSLContext context(Settings settings) {
        return settings.server().tls().context();
    }

    private static TokenSource source(Settings settings) {
        return ((TokenLogin) settings.server().credentials()).source();
    }

    private void awaitKept(int count) {
        Waiting.until(
                () -> {
                    System.gc();
                    return reader.kept() == count;
                },
                Duration.ofSeconds(20),
                () -> reader.kept() + " are kept");
    }

    /** So that a restarted route takes a renewed key store. */
    @Test
    void aTlsContextIsMadeAnewOnceNoEndpointUsesIt() {
        Settings first = secured();
        reader.hold(first);
        Settings second = secured();
        reader.hold(second);
        assertThat(context(second)).isSameAs(context(first));
        reader.release(first);
        assertThat(context(secured())).as("one uses it yet").isSameAs(context(first));
        reader.release(second);
        assertThat(context(secured())).isNotSameAs(context(first));
    }

    @Test
    void whatNobodyUsesIsNotKept() {
        for (int i = 0; i < 50; i++) {
            Settings settings = byToken("https://login.example/token", "tenant-" + i);
            reader.hold(settings);
            assertThat(source(byToken("https://login.example/token", "tenant-" + i)))
                    .isSameAs(source(settings));
            reader.release(settings);
        }
        secured();
        awaitKept(0);
    }

    /** The configured one may have been used up. */
    @Test
    void anotherRefreshTokenIsNotForgotten() throws Exception {
        try (TokenServer tokens = new TokenServer("ann@example.com")) {
            tokens.answer(200, "{\"access_token\":\"t\",\"expires_in\":3600,\"refresh_token\":\"another\"}");
            Settings settings = byToken(tokens.tokenUri().toString(), "first");
            reader.hold(settings);
            source(settings).token(null);
            int identity = System.identityHashCode(source(settings));
            reader.release(settings);
            settings = null;
            reader.hold(byToken("https://login.example/token", "other"));
            System.gc();
            assertThat(reader.kept()).isEqualTo(2);
            assertThat(System.identityHashCode(source(byToken(tokens.tokenUri().toString(), "first"))))
                    .isEqualTo(identity);
        }
    }
}
