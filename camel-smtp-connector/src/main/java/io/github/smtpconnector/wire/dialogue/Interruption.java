// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import java.io.Closeable;
import java.io.IOException;

/** Decides what an interrupt of a thread means that waits for the other side of a line. */
@FunctionalInterface
public interface Interruption {

    /** Ends the line: no one else uses it. */
    Interruption ENDS_THE_LINE = line -> {
        line.close();
        return true;
    };

    /** Closes the line and returns true; or returns false where others' mail is on it, and the thread waits on. */
    boolean ends(Closeable line) throws IOException;
}
