// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.outcome.PermanentSmtpException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Options are checked when an endpoint is made, and checked and frozen when it starts. */
class OptionsAtStartTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final SmtpComponent component = new SmtpComponent();

    @BeforeEach
    void start() {
        context.addComponent("smtp-connector", component);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private SmtpEndpoint made() throws Exception {
        return (SmtpEndpoint) component.createEndpoint("smtp-connector:mail.example.com?from=a@example.com");
    }

    static Stream<Arguments> setTooLate() {
        return Stream.of(
                change("port: 25 is refused", options -> options.setPort(25)),
                change("host: none is given", options -> options.setHost(" ")),
                change("password: is missing", options -> options.setUsername("me")),
                change("from: ", options -> options.setFrom("nobody")),
                change("maxConnections: 0 is refused", options -> options.setMaxConnections(0)),
                change("dkimSelector: is missing", options -> options.setDkimDomain("example.com")),
                change(
                        "smimeSigningCertificates: is missing",
                        options -> options.setSmimeSigningKey("-----BEGIN PRIVATE KEY-----")));
    }

    private static Arguments change(String refusal, Consumer<SmtpConfiguration> change) {
        return Arguments.of(refusal, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("setTooLate")
    void refusesWhatIsSetBetweenMakingAndStarting(String refusal, Consumer<SmtpConfiguration> change) throws Exception {
        SmtpEndpoint endpoint = made();
        change.accept(endpoint.getConfiguration());

        assertThatThrownBy(endpoint::start)
                .isInstanceOf(PermanentSmtpException.class)
                .hasMessageContaining(refusal);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("setTooLate")
    void givesAProducerNothingUncheckedBeforeTheStart(String refusal, Consumer<SmtpConfiguration> change)
            throws Exception {
        SmtpEndpoint endpoint = made();
        change.accept(endpoint.getConfiguration());

        assertThatThrownBy(endpoint::createProducer)
                .isInstanceOf(PermanentSmtpException.class)
                .hasMessageContaining(refusal);
    }

    @Test
    void isNotReachedByWhatIsSetAfterTheStart() throws Exception {
        SmtpEndpoint endpoint = made();
        endpoint.start();
        endpoint.getConfiguration().setPort(25);

        assertThat(endpoint.settings().server().port()).isEqualTo(587);
        assertThat(endpoint.settings().options().getPort()).isEqualTo(587);
        endpoint.createProducer();
        endpoint.stop();
    }
}
