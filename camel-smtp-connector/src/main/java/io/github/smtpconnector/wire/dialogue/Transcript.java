// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

/**
 * Is told what is said over every connection, line by line, for people who look for a fault. Secrets and content stay
 * behind: see {@link LineTranscript}. Called from many threads.
 */
public interface Transcript {

    /** Nobody looks. */
    Transcript NONE = new Transcript() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public void line(String text) {}
    };

    /** Whether anybody looks now; asked for each line, so it must cost nothing. */
    boolean isOn();

    /** One line, printable: which connection, since when, who, what. */
    void line(String text);
}
