// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.RecordingMailers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ignoreSelfSignedCertificates is said once for each server and login, and shows neither. */
class UncheckedCertificateWarningTest {

    private final List<String> warnings = new ArrayList<>();
    private final Logger logger = (Logger) LogManager.getLogger(SmtpComponent.class);
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AbstractAppender appender =
            new AbstractAppender("warnings", null, null, false, Property.EMPTY_ARRAY) {
                @Override
                public void append(LogEvent event) {
                    if (event.getLevel() == Level.WARN) {
                        warnings.add(event.getMessage().getFormattedMessage());
                    }
                }
            };

    @BeforeEach
    void start() {
        appender.start();
        Configurator.setLevel(logger.getName(), Level.WARN);
        logger.addAppender(appender);
        camel.addComponent("smtp-connector", new SmtpComponent(new RecordingMailers(), Clock.systemUTC()));
        camel.start();
    }

    @AfterEach
    void stop() {
        logger.removeAppender(appender);
        Configurator.setLevel(logger.getName(), (Level) null);
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
