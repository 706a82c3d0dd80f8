// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** Listens to a logger until it is closed, at a level and above. */
public final class LoggedLines implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Level before;
    private final AbstractAppender appender;

    private LoggedLines(Logger logger, Level least) {
        this.logger = logger;
        this.before = logger.getLevel();
        this.appender = new AbstractAppender("lines", null, null, false, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                if (event.getLevel().isMoreSpecificThan(least)) {
                    lines.add(event.getMessage().getFormattedMessage());
                }
            }
        };
        appender.start();
        logger.addAppender(appender);
        Configurator.setLevel(logger, least);
    }

    /** What this class logs at WARN and above. */
    public static LoggedLines warningsOf(Class<?> type) {
        return new LoggedLines((Logger) LogManager.getLogger(type), Level.WARN);
    }

    /** What all log at INFO and above. */
    public static LoggedLines ofAll() {
        return new LoggedLines((Logger) LogManager.getRootLogger(), Level.INFO);
    }

    /** In order; it grows. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        logger.removeAppender(appender);
        Configurator.setLevel(logger, before);
    }
}
