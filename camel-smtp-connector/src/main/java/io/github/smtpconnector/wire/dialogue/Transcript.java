// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

/**
 * Is told what is said over every connection, line by line, for people who look for a fault. Secrets and content stay
 * behind: see {@link LineTranscript}. Called from many threads.
 */
public interface Transcript {

    /** Takes no line. */
    Transcript NONE = new Transcript() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public void line(String text) {}
    };

    /** Whether lines are wanted now; asked for each line, so it must cost nothing. */
    boolean isOn();

    /** One line, printable: the connection, the time since it was opened, the speaker, the text. */
    void line(String text);
}
