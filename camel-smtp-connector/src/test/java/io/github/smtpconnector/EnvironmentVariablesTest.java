// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.settings.ComponentOptionNames;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CAMEL_COMPONENT_SMTP_CONNECTOR_… on Camel Main, which would set them on the component smtp. */
class EnvironmentVariablesTest {

    private static final String PREFIX = "CAMEL_COMPONENT_SMTP_CONNECTOR_";
    private static final String URI = "smtp-connector:mail.example.com?from=a@example.com";

    private final Main camel = new Main();

    private SmtpConfiguration options(String uri, Map<String, String> environment) throws Exception {
        camel.bind("smtp-connector", new SmtpComponent(environment));
        camel.bind("billing", new SmtpComponent(environment));
        camel.addInitialProperty("camel.component.smtp-connector.from", "file@example.com");
        camel.start();
        return camel.getCamelContext().getEndpoint(uri, SmtpEndpoint.class).getConfiguration();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void setOptionsWhateverTheirName() throws Exception {
        SmtpConfiguration options = options(
                URI,
                Map.of(
                        PREFIX + "USE_TLS", "false",
                        PREFIX + "ALLOWED_RECIPIENTS", "*@example.com",
                        PREFIX + "IDLETIMEOUT", "20s",
                        PREFIX + "PASSWORD", "a&b=c%41+d #e$f",
                        PREFIX + "USERNAME", "{{env:PATH}}"));

        assertThat(options.isUseTls()).isFalse();
        assertThat(options.getAllowedRecipients()).isEqualTo("*@example.com");
        assertThat(options.getIdleTimeout()).isEqualTo(20_000);
        assertThat(options.getPassword()).isEqualTo("a&b=c%41+d #e$f");
        assertThat(options.getUsername()).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void everyOptionHasOne() throws Exception {
        Set<String> known = ComponentOptionNames.of(new DefaultCamelContext());
        Map<String, String> misspelt = known.stream()
                .collect(Collectors.toMap(
                        option -> PREFIX
                                + StringHelper.camelCaseToDash(option)
                                        .toUpperCase(Locale.ROOT)
                                        .replace('-', '_')
                                + "X",
                        option -> "1"));

        Throwable refusal = catchThrowable(() -> options(URI, misspelt)).getCause();

        assertThat(known).hasSizeGreaterThan(60);
        misspelt.keySet().forEach(variable -> assertThat(refusal)
                .hasMessageContaining(variable + ": is no option; the nearest is "
                        + variable.substring(PREFIX.length(), variable.length() - 1)));
    }

    @Test
    void winOverThePropertiesAndLoseToTheUri() throws Exception {
        Map<String, String> environment = Map.of(PREFIX + "FROM", "variable@example.com");

        assertThat(options("smtp-connector:mail.example.com", environment).getFrom())
                .isEqualTo("variable@example.com");
        assertThat(camel.getCamelContext().getEndpoint(URI, SmtpEndpoint.class).getConfiguration())
                .extracting(SmtpConfiguration::getFrom)
                .isEqualTo("a@example.com");
    }

    @Test
    void misspeltOnesAreRefusedWithTheNearest() {
        assertThatThrownBy(() -> options(URI, Map.of(PREFIX + "ALLOWED_RECIPIENT", "*@nowhere.example")))
                .hasRootCauseInstanceOf(PermanentSmtpException.class)
                .rootCause()
                .hasMessageContaining(PREFIX + "ALLOWED_RECIPIENT: is no option; the nearest is ALLOWED_RECIPIENTS")
                .hasMessageNotContaining("nowhere");
    }

    @Test
    void areNotForAComponentOfAnotherName() throws Exception {
        SmtpConfiguration options =
                options("billing:mail.example.com?from=a@example.com", Map.of(PREFIX + "USE_TLS", "false"));

        assertThat(options.isUseTls()).isTrue();
    }

    @Test
    void ofOtherComponentsAreLeftAlone() throws Exception {
        assertThat(options(URI, Map.of("CAMEL_COMPONENT_SMTP_PASSWORD", "x", "SMTP_PASSWORD", "y"))
                        .getPassword())
                .isNull();
    }
}
