// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.LoggedLines;
import io.github.smtpconnector.testkit.RecordingMailers;
import java.time.Clock;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ignoreSelfSignedCertificates is said once for each server and login, and shows neither. */
class UncheckedCertificateWarningTest {

    private final LoggedLines logged = LoggedLines.warningsOf(SmtpComponent.class);
    private final List<String> warnings = logged.lines();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.addComponent("smtp-connector", new SmtpComponent(new RecordingMailers(), Clock.systemUTC()));
        camel.start();
    }

    @AfterEach
    void stop() {
        logged.close();
        camel.stop();
    }

    @Test
    void warnsOnceForEachServerAndLogin() {
        String ignore = "ignoreSelfSignedCertificates=true";
        camel.getEndpoint("smtp-connector:h?" + ignore);
        camel.getEndpoint("smtp-connector:h?" + ignore + "&to=ann@example.com");
        camel.getEndpoint("smtp-connector:h?" + ignore + "&to=bob@example.com");
        assertThat(warnings).hasSize(1).first().asString().contains("h:587", "pinnedCertificates");

        camel.getEndpoint("smtp-connector:h?" + ignore + "&username=the-user&password=hunter2");
        camel.getEndpoint("smtp-connector:h?" + ignore + "&username=the-user&password=hunter2&to=ann@example.com");
        assertThat(warnings).hasSize(2);
        camel.getEndpoint("smtp-connector:h:465?" + ignore);
        camel.getEndpoint("smtp-connector:other?" + ignore);
        assertThat(warnings).hasSize(4);
        assertThat(warnings.toString()).doesNotContain("hunter2", "the-user");
    }

    @Test
    void isQuietWhereCertificatesAreChecked() {
        camel.getEndpoint("smtp-connector:h");
        assertThat(warnings).isEmpty();
    }
}
