// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.flight;

import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.LineEnd;
import io.github.smtpconnector.wire.dialogue.ProtocolException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who waits for the line of a {@link Ferry}, in order of arrival, and who may go now. Guarded by the ferry's lock. */
final class Quay {

    /** The most that is written in one go. */
    static final int GROUP = 64 * 1024;

    /** The replies of one write must fit the buffers between (RFC 2920 section 3.1). */
    private static final int RECIPIENTS = 200;

    private final Dialogue dialogue;
    private final Shore shore;
    private final Deque<Passenger> waiting = new ArrayDeque<>();
    private int borrowed;

    Quay(Dialogue dialogue, Shore shore) {
        this.dialogue = dialogue;
        this.shore = shore;
    }

    /** A flight that does not go. */
    record Refused(Flight flight, Verdict verdict) {}

    void join(Passenger passenger) {
        waiting.add(passenger);
    }

    void giveBack() {
        borrowed--;
    }

    /**
     * Adds to the group who may go now.
     *
     * @param empty whether no flight is under way
     * @param wrecked whether a write broke, so that nothing goes; all are told when the connection has ended
     * @return the first flight that may not go at all, or null
     */
    @Nullable
    Refused board(List<Flight> group, boolean empty, boolean wrecked) {
        int octets = 0;
        int recipients = 0;
        while (true) {
            Passenger next = waiting.peek();
            boolean alone = empty && group.isEmpty();
            if (next instanceof Borrower borrower && alone) {
                waiting.remove();
                borrowed++;
                borrower.grant();
                continue;
            }
            if (!(next instanceof Flight flight)
                    || borrowed > 0
                    || (wrecked && shore.isUsable())
                    || (!alone && shore.mayEndNow())) {
                return null;
            }
            octets += flight.size();
            recipients += flight.recipients();
            if (!group.isEmpty() && (octets > GROUP || recipients > RECIPIENTS)) {
                return null;
            }
            waiting.remove();
            Verdict refusal = shore.refuses(alone);
            if (refusal != null) {
                return new Refused(flight, refusal);
            }
            flight.board(shore.board(alone), shore.now());
            if (alone) {
                try {
                    dialogue.refuseEarlyReply();
                } catch (ProtocolException e) {
                    return new Refused(flight, flight.end(new LineEnd(false, false, false, e), null));
                }
            }
            group.add(flight);
        }
    }
}
