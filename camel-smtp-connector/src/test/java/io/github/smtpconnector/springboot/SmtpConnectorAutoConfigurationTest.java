// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.SmtpEndpoint;
import io.github.smtpconnector.options.BodyAs;
import io.github.smtpconnector.options.TlsMode;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SmtpConnectorAutoConfigurationTest {

    private static final String PREFIX = "camel.component.smtp-connector.";

    private final ApplicationContextRunner spring = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(CamelAutoConfiguration.class, SmtpConnectorAutoConfiguration.class));

    private static void options(ApplicationContextRunner spring, Consumer<SmtpConfiguration> check) {
        spring.run(application -> check.accept(application
                .getBean(CamelContext.class)
                .getComponent("smtp-connector", SmtpComponent.class)
                .getConfiguration()));
    }

    @Test
    void isFoundBySpringBoot() {
        assertThat(ImportCandidates.load(
                        org.springframework.boot.autoconfigure.AutoConfiguration.class,
                        getClass().getClassLoader()))
                .contains(SmtpConnectorAutoConfiguration.class.getName());
    }

    @Test
    void setsOptionsOfEveryType() {
        options(
                spring.withPropertyValues(
                        PREFIX + "host=mail.example.com",
                        PREFIX + "port=2525",
                        PREFIX + "use-tls=false",
                        PREFIX + "tls-mode=starttls",
                        PREFIX + "body-as=IGNORE",
                        PREFIX + "connect-timeout=1234",
                        PREFIX + "idle-timeout=5s",
                        PREFIX + "max-connections=7",
                        PREFIX + "use-global-ssl-context-parameters=true"),
                options -> {
                    assertThat(options.getHost()).isEqualTo("mail.example.com");
                    assertThat(options.getPort()).isEqualTo(2525);
                    assertThat(options.isUseTls()).isFalse();
                    assertThat(options.getTlsMode()).isEqualTo(TlsMode.STARTTLS);
                    assertThat(options.getBodyAs()).isEqualTo(BodyAs.IGNORE);
                    assertThat(options.getConnectTimeout()).isEqualTo(1234);
                    assertThat(options.getIdleTimeout()).isEqualTo(5000);
                    assertThat(options.getMaxConnections()).isEqualTo(7);
                });
    }

    @Test
    void handsTheOptionsToTheEndpoints() {
        spring.withPropertyValues(PREFIX + "host=mail.example.com", PREFIX + "from=orders@example.com")
                .run(application -> {
                    SmtpEndpoint endpoint = application
                            .getBean(CamelContext.class)
                            .getEndpoint("smtp-connector:?to=ann@example.com", SmtpEndpoint.class);
                    assertThat(endpoint.getConfiguration().getHost()).isEqualTo("mail.example.com");
                    assertThat(endpoint.getConfiguration().getFrom()).isEqualTo("orders@example.com");
                    assertThat(endpoint.getConfiguration().getTo()).isEqualTo("ann@example.com");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-messages-per-connection", "maxMessagesPerConnection", "max_messages_per_connection"})
    void takesAnySpellingOfAName(String name) {
        options(
                spring.withPropertyValues(PREFIX + name + "=9"),
                options -> assertThat(options.getMaxMessagesPerConnection()).isEqualTo(9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAMEL_COMPONENT_SMTPCONNECTOR_USETLS", "CAMEL_COMPONENT_SMTP_CONNECTOR_USE_TLS"})
    void takesVariablesOfTheProcess(String variable) {
        options(
                spring.withInitializer(application -> application
                        .getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment", Map.of(variable, "false")))),
                options -> assertThat(options.isUseTls()).isFalse());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"${mail.secret}", "{{mail.secret}}"})
    void resolvesPlaceholdersAndLeavesThePasswordAsItIs(String placeholder) {
        for (String password : new String[] {"p@ss&w%rd+=?/ 'x' \"y\"", "#bean", "#bean:x", "RAW(x)"}) {
            options(
                    spring.withPropertyValues(PREFIX + "password=" + placeholder, "mail.secret=" + password),
                    options -> assertThat(options.getPassword()).isEqualTo(password));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"#bean:trust", "#trust"})
    void looksBeansUp(String reference) {
        SSLContextParameters trust = new SSLContextParameters();
        options(
                spring.withBean("trust", SSLContextParameters.class, () -> trust)
                        .withPropertyValues(PREFIX + "ssl-context-parameters=" + reference),
                options -> assertThat(options.getSslContextParameters()).isSameAs(trust));
    }

    @ParameterizedTest
    @CsvSource({
        "use-tls, perhaps, useTls",
        "tls-mode, NEVER, tlsMode",
        "ssl-context-parameters, #bean:nobody, sslContextParameters"
    })
    void namesTheOptionThatDoesNotFit(String name, String value, String option) {
        spring.withPropertyValues(PREFIX + name + "=" + value).run(application -> assertThatThrownBy(
                        () -> application.getBean(CamelContext.class).getComponent("smtp-connector"))
                .hasStackTraceContaining(PREFIX + option + " does not fit the option"));
    }

    /** Other than the starters of Camel's own components: an option that protects must not be lost by a letter. */
    @ParameterizedTest
    @CsvSource({
        "camel.component.smtp-connector.allowed-recipient, allowedRecipients",
        "camel.component.smtp-connector.allowedRecipient, allowedRecipients",
        "camel.component.smtpConnector.pasword, password",
        "camel.component.smtp-connector.use-tsl, useTls",
    })
    void refusesANameThatIsNoOption(String name, String nearest) {
        spring.withPropertyValues(name + "=h1dden").run(application -> assertThatThrownBy(
                        () -> application.getBean(CamelContext.class).getComponent("smtp-connector"))
                .hasStackTraceContaining(": is no option; the nearest is " + nearest)
                .satisfies(e -> assertThat(e.toString()).doesNotContain("h1dden")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CAMEL_COMPONENT_SMTPCONNECTOR_ALLOWEDRECIPIENT",
                "CAMEL_COMPONENT_SMTP_CONNECTOR_ALLOWED_RECIPIENT"
            })
    void refusesAVariableThatIsNoOption(String variable) {
        spring.withInitializer(application -> application
                        .getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of(variable, "x"))))
                .run(application -> assertThatThrownBy(
                                () -> application.getBean(CamelContext.class).getComponent("smtp-connector"))
                        .hasStackTraceContaining("is no option; the nearest is allowedRecipients"));
    }

    @Test
    void failsTheStartOfARoute() {
        spring.withPropertyValues(PREFIX + "colour=blue")
                .withBean(RouteBuilder.class, () -> new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:a").to("smtp-connector:h?to=a@example.com");
                    }
                })
                .run(application ->
                        assertThat(application).getFailure().hasStackTraceContaining(PREFIX + "colour: is no option"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.component.enabled",
                "camel.component.smtp-connector.enabled",
                "camel.component.customizer.enabled",
                "camel.component.smtp-connector.customizer.enabled"
            })
    void canBeSwitchedOff(String property) {
        options(
                spring.withPropertyValues(property + "=false", PREFIX + "port=2525"),
                options -> assertThat(options.getPort()).isEqualTo(587));
    }

    @Test
    void leavesAComponentOfAnotherNameAlone() {
        spring.withBean("billing", SmtpComponent.class, SmtpComponent::new)
                .withPropertyValues(PREFIX + "port=2525")
                .run(application -> assertThat(application
                                .getBean(CamelContext.class)
                                .getComponent("billing", SmtpComponent.class)
                                .getPort())
                        .isEqualTo(587));
    }

    @Test
    void staysOutWithoutCamelsSpringBoot() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SmtpConnectorAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("org.apache.camel.spring"))
                .run(application -> assertThat(application).hasNotFailed().doesNotHaveBean(ComponentCustomizer.class));
    }
}
