// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import java.io.Closeable;
import java.io.IOException;

/** Decides what an interrupt of a thread means that waits for the other side of a line. */
@FunctionalInterface
public interface Interruption {

    /** Closes the line: no other sender uses it. */
    Interruption ENDS_THE_LINE = line -> {
        line.close();
        return true;
    };

    /** Closes the line and returns true; or returns false where mails of others are on it, and the thread waits on. */
    boolean closeUnlessShared(Closeable line) throws IOException;
}
