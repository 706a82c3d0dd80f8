// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.flight;

import io.github.smtpconnector.wire.dialogue.Reply;
import org.jspecify.annotations.Nullable;

/** The connection, as the {@link Ferry} on it sees it. */
public interface Shore {

    /** Whether mail may be written. */
    boolean isUsable();

    /** Whether the next mail must be alone, for the server may end the connection instead of taking it. */
    boolean mayEndNow();

    /**
     * What becomes of a flight that cannot go, or null where it can.
     *
     * @param alone whether no other mail is under way
     */
    @Nullable
    Verdict refuses(boolean alone);

    /** A flight goes. */
    FlightTerms board(boolean alone);

    /** A flight has ended like this; the terms are null where it did not go. */
    void landed(Verdict verdict, @Nullable FlightTerms terms);

    /** The line is of no use any more. */
    void abandon();

    /** The 421 that the server said, or null. */
    @Nullable
    Reply closing();

    /** The time, in nanoseconds of any origin. */
    long now();
}
