// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.optional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.settings.OptionsReader;
import io.github.smtpconnector.testkit.WithoutLibrary;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** The library for S/MIME is optional: whoever asks for S/MIME is told what it needs, and nobody else notices. */
class SmimeLibraryTest {

    private static final String LIBRARY = "org.bouncycastle.";

    @Test
    void isNamedToWhoWantsToSign() throws Exception {
        assertThat(new Signing().call()).contains("is no PEM text").doesNotContain("class path");
        assertThat(WithoutLibrary.call(LIBRARY, Signing.class))
                .isEqualTo("smimeSigningKey: needs org.bouncycastle:bcpkix-jdk18on on the class path");
    }

    @Test
    void isNamedToWhoWantsToEncrypt() throws Exception {
        assertThat(WithoutLibrary.call(LIBRARY, Encrypting.class))
                .isEqualTo("smimeEncryptionCertificates: needs org.bouncycastle:bcpkix-jdk18on on the class path");
    }

    @Test
    void isNotMissedByOthers() throws Exception {
        assertThat(WithoutLibrary.call(LIBRARY, Neither.class)).isEqualTo("null");
    }

    /** What is said of a key. */
    public static final class Signing implements Callable<String> {
        @Override
        public String call() {
            SmtpConfiguration options = new SmtpConfiguration();
            options.setSmimeSigningKey("-----BEGIN PRIVATE KEY-----");
            options.setSmimeSigningCertificates("-----BEGIN CERTIFICATE-----");
            return read(options);
        }
    }

    /** What is said of certificates. */
    public static final class Encrypting implements Callable<String> {
        @Override
        public String call() {
            SmtpConfiguration options = new SmtpConfiguration();
            options.setSmimeEncryptionCertificates("-----BEGIN CERTIFICATE-----");
            return read(options);
        }
    }

    /** What is said where nothing is to be done. */
    public static final class Neither implements Callable<String> {
        @Override
        public String call() {
            return read(new SmtpConfiguration());
        }
    }

    private static String read(SmtpConfiguration options) {
        try {
            options.setHost("mail.example.com");
            return String.valueOf(new OptionsReader(Clock.systemUTC(), new SecureRandom())
                    .read(options, new DefaultCamelContext())
                    .smime());
        } catch (SmtpConnectorException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
