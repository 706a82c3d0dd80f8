// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.Verification;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.wire.dialogue.Refusal;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trying a server by the options of an endpoint. */
class SmtpComponentVerifyTest {

    private final SmtpTestServer server = new SmtpTestServer();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private SmtpComponent component;

    @BeforeEach
    void start() {
        server.login("ann", "a+b&c", "PLAIN").start();
        component = camel.getComponent("smtp-connector", SmtpComponent.class);
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
    }

    private String uri(String options) {
        return "smtp-connector:localhost:" + server.port() + "?useTls=false" + options;
    }

    @Test
    void readsAUriAsARouteDoesAndLeavesNoEndpointBehind() {
        Properties properties = new Properties();
        properties.setProperty("the.password", "RAW(a+b&c)");
        camel.getPropertiesComponent().setInitialProperties(properties);
        Verification verification = component.verify(uri("&username=ann&password={{the.password}}"));
        assertThat(verification.ok()).as(verification.toString()).isTrue();
        assertThat(verification.fact("AUTH", "mechanism")).isEqualTo("PLAIN");
        assertThat(camel.getEndpoints()).isEmpty();
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void triesTheServerOfAnEndpoint() {
        server.on("AUTH", Fault.reply("535 5.7.8 no"));
        SmtpEndpoint endpoint = camel.getEndpoint(uri("&username=ann&password=RAW(the+secret)"), SmtpEndpoint.class);
        Verification verification = component.verify(endpoint);
        assertThat(verification.ok()).isFalse();
        assertThat(verification.reasons())
                .containsEntry("category", "AUTH")
                .containsEntry("reply", "535 5.7.8 no")
                .containsEntry("advice", "Check username, password and authMechanism. " + Refusal.RAW_ADVICE);
        assertThat(verification + "" + verification.toMap()).doesNotContain("the+secret");
    }

    @Test
    void hangsUpAndKeepsNothing() {
        component.verify(uri(""));
        server.session(1).awaitEnd();
        server.session(1).awaitEnd();
        assertThat(server.commands()).endsWith("NOOP", "QUIT");
        assertThat(component.mailers().pools()).isEmpty();
    }

    @Test
    void throwsWhatAnEndpointWouldForAnOptionThatCannotWork() {
        assertThatThrownBy(() -> component.verify("smtp-connector:localhost:25?username=ann&password=hunter2"))
                .isInstanceOf(PermanentSmtpException.class)
                .message()
                .contains("25")
                .doesNotContain("hunter2");
        assertThat(server.connections()).isZero();
    }

    @Test
    void wantsToBeStartedForOtherwiseNobodyKeepsTheTime() {
        camel.stop();
        assertThatThrownBy(() -> component.verify(uri(""))).isInstanceOf(IllegalStateException.class);
    }
}
