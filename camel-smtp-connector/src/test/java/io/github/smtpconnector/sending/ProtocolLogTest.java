// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProtocolLogTest {

    private static final String NAME = "io.github.smtpconnector.protocol";

    private final Level before = LogManager.getLogger(NAME).getLevel();

    @AfterEach
    void asBefore() {
        Configurator.setLevel(NAME, before);
    }

    @Test
    void isOnOnlyAtTraceAndCanBeSwitchedWhileItRuns() {
        ProtocolLog log = new ProtocolLog();
        for (Level level : new Level[] {Level.INFO, Level.DEBUG, Level.TRACE, Level.INFO}) {
            Configurator.setLevel(NAME, level);
            assertThat(log.isOn()).as(level.name()).isEqualTo(level == Level.TRACE);
        }
    }
}
