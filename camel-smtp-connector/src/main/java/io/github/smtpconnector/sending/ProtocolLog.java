// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.wire.dialogue.Transcript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dialogue in the log, at TRACE. Off unless the log asks for it. It is no part of the mail: it throws nothing. */
final class ProtocolLog implements Transcript {

    /** What to switch on. */
    static final String NAME = "io.github.smtpconnector.protocol";

    private static final Logger LOG = LoggerFactory.getLogger(NAME);

    @Override
    public boolean isOn() {
        try {
            return LOG.isTraceEnabled();
        } catch (RuntimeException e) {
            // A filter of the log's that fails.
            return false;
        }
    }

    @Override
    public void line(String text) {
        BesideTheMail.quietly(() -> LOG.trace(text));
    }
}
