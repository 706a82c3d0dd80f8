// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.optional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.settings.OptionsReader;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.WithoutLibrary;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** The library for SCRAM is optional: without it everything else works, and SCRAM says what it needs. */
class ScramLibraryTest {

    private static String call(Class<? extends Callable<String>> probe) throws Exception {
        return WithoutLibrary.call("com.ongres.", probe);
    }

    @Test
    void namesTheArtifactWhenAScramMechanismIsDemanded() throws Exception {
        assertThat(new Named().call()).isEmpty();
        assertThat(call(Named.class))
                .contains("authMechanism: SCRAM-SHA-256 needs com.ongres.scram:scram-client on the class path");
    }

    @Test
    void takesTheStrongestOfTheOthers() throws Exception {
        assertThat(new Automatic().call()).isEqualTo("AUTH SCRAM-SHA-256");
        assertThat(call(Automatic.class)).isEqualTo("AUTH CRAM-MD5");
    }

    @Test
    void namesTheArtifactWhenTheServerOffersNothingElse() throws Exception {
        assertThat(call(OnlyScram.class)).contains("Add com.ongres.scram:scram-client to the class path");
    }

    /** What the options check says of SCRAM-SHA-256. */
    public static final class Named implements Callable<String> {
        @Override
        public String call() {
            SmtpConfiguration options = new SmtpConfiguration();
            options.setHost("mail.example.com");
            options.setUsername("me");
            options.setPassword("secret");
            options.setAuthMechanism("SCRAM-SHA-256");
            try {
                new OptionsReader(Clock.systemUTC(), new SecureRandom()).read(options, new DefaultCamelContext());
                return "";
            } catch (SmtpConnectorException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    /** Which mechanism is taken where the server offers several. */
    public static final class Automatic implements Callable<String> {
        @Override
        public String call() {
            try (SmtpTestServer server = new SmtpTestServer()
                            .login("me", "secret", "PLAIN", "CRAM-MD5", "SCRAM-SHA-256")
                            .start();
                    MailerFixture mailer = new MailerFixture(server).login("me", "secret")) {
                mailer.send("hello\r\n");
                return server.commands().stream()
                        .filter(line -> line.startsWith("AUTH "))
                        .map(line -> line.replaceFirst("^(AUTH \\S+).*", "$1"))
                        .findFirst()
                        .orElseThrow();
            }
        }
    }

    /** What is said where the server offers SCRAM alone. */
    public static final class OnlyScram implements Callable<String> {
        @Override
        public String call() {
            try (SmtpTestServer server = new SmtpTestServer()
                            .login("me", "secret", "SCRAM-SHA-256")
                            .start();
                    MailerFixture mailer = new MailerFixture(server).login("me", "secret")) {
                return String.valueOf(mailer.failure("hello\r\n").getMessage());
            }
        }
    }
}
