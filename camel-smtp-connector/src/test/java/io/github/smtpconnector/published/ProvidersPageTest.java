// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.SmtpEndpoint;
import io.github.smtpconnector.options.TlsMode;
import io.github.smtpconnector.testkit.PageExamples;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of docs/providers.md make the endpoint they speak of; nothing connects to anybody. */
class ProvidersPageTest {

    private static final Path PAGE = Path.of("docs", "providers.md");
    private static final String PREFIX = "camel.component.smtp-connector.";

    @ParameterizedTest
    @CsvSource({
        "postfix, mail.example.com:587, true, AUTO, app",
        "microsoft-365, smtp.office365.com:587, true, AUTO, app@example.com",
        "microsoft-365-oauth2, smtp.office365.com:587, true, AUTO, app@example.com",
        "gmail, smtp.gmail.com:465, true, AUTO, app@gmail.com",
        "gmail-oauth2, smtp.gmail.com:465, true, AUTO, app@gmail.com",
        "google-workspace-relay, smtp-relay.gmail.com:587, true, AUTO, ",
        "amazon-ses, email-smtp.eu-central-1.amazonaws.com:587, true, AUTO, from the environment",
        "amazon-ses-2465, email-smtp.eu-central-1.amazonaws.com:2465, true, IMPLICIT, from the environment",
        "sendgrid, smtp.sendgrid.net:587, true, AUTO, apikey",
        "mailpit, localhost:1025, false, AUTO, "
    })
    void makesAnEndpoint(String name, String server, boolean useTls, TlsMode tlsMode, String username)
            throws Exception {
        Properties settings = settings(name);
        Main camel = new Main();
        settings.forEach((option, value) -> camel.addInitialProperty(option.toString(), value.toString()));
        camel.addInitialProperty("smtp.username", "from the environment");
        camel.addInitialProperty("smtp.password", "p&q");
        for (String given : List.of("tenant", "client.id", "client.secret", "refresh.token")) {
            camel.addInitialProperty(given, given);
        }
        camel.start();
        try {
            SmtpEndpoint endpoint = camel.getCamelContext().getEndpoint("smtp-connector:?text=t", SmtpEndpoint.class);
            SmtpConfiguration options = endpoint.getConfiguration();

            assertThat(endpoint.getServer()).isEqualTo(server);
            assertThat(options.isUseTls()).isEqualTo(useTls);
            assertThat(options.getTlsMode()).isEqualTo(tlsMode);
            assertThat(options.getUsername()).isEqualTo(username);
            boolean byToken = options.getOauthTokenUri() != null;
            assertThat(byToken).isEqualTo(name.endsWith("-oauth2"));
            assertThat(options.getPassword()).isEqualTo(username == null || byToken ? null : "p&q");
            assertThat(options.getFrom()).isEqualTo(settings.getProperty(PREFIX + "from"));
        } finally {
            camel.stop();
        }
    }

    @Test
    void showsNoSettingsThatAreNotLoaded() throws Exception {
        assertThat(PageExamples.read(PAGE, "load")).hasSize(10);
    }

    @Test
    void holdsNoSecret() throws Exception {
        for (String name : PageExamples.read(PAGE, "load").keySet()) {
            for (String secret : List.of("password", "oauthClientSecret", "oauthRefreshToken")) {
                assertThat(settings(name).getProperty(PREFIX + secret, "{{}}"))
                        .as("%s of %s", secret, name)
                        .matches("\\{\\{[a-z.]*}}");
            }
        }
    }

    private static Properties settings(String name) throws Exception {
        Properties settings = new Properties();
        settings.load(new StringReader(PageExamples.read(PAGE, "load").get(name).code()));
        return settings;
    }
}
