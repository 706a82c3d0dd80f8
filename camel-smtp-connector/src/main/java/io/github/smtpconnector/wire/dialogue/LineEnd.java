// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import java.io.EOFException;
import java.io.IOException;

/**
 * How a line ended.
 *
 * @param expired whether a step took too long
 * @param interrupted whether it was the interrupt of the thread that looks at this
 * @param here whether this side ended it, or may have: then its end says nothing about the server
 * @param cause what was thrown; anything but an {@link java.io.IOException} is a fault of this side
 */
public record LineEnd(boolean expired, boolean interrupted, boolean here, Throwable cause) {

    /** The end as the calling thread sees it, which has read or written. */
    public static LineEnd of(Line line, Throwable cause) {
        boolean expired = line.isExpired();
        // An interrupt closes the channel that its thread reads or writes (ClosedByInterruptException), TLS above it or
        // not.
        return new LineEnd(expired, !expired && Thread.currentThread().isInterrupted(), line.isEndedHere(), cause);
    }

    /** The end of a line over which came something that fits nothing. */
    public static LineEnd odd(String what) {
        return new LineEnd(false, false, false, new ProtocolException(what));
    }

    /** Whether it tells of the server: what this side ended is no habit of it, and an answer out of place is no end. */
    public boolean isByServer() {
        return !here && !(cause instanceof ProtocolException);
    }

    /** Whether there may be something to read yet, of a server that hung up while it was written to. */
    public boolean leavesReplies() {
        return !expired
                && cause instanceof IOException
                && !(cause instanceof EOFException)
                && !(cause instanceof ProtocolException);
    }

    /** The same as it looks to another sender: for the network may as well have failed. */
    public LineEnd toAnother() {
        return interrupted ? new LineEnd(expired, false, here, cause) : this;
    }
}
