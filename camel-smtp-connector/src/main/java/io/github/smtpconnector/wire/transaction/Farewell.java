// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import java.io.IOException;
import java.time.Duration;

/** The end of a connection in good order: QUIT, its answer, and the end of the line (RFC 5321 section 4.1.1.10). */
final class Farewell {

    /** How long after its answer to QUIT a server may take to hang up. */
    private static final Duration AFTER_221 = Duration.ofMillis(100);

    private final Dialogue dialogue;

    Farewell(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    /** Says QUIT where that takes no time; false where it does. */
    boolean say() {
        return dialogue.say("QUIT");
    }

    /** Whether the server has answered or hung up. */
    boolean isAnswered() {
        return !dialogue.isQuiet();
    }

    /** Waits until the server has answered and hung up, for so long at most. */
    void await(Duration limit) {
        if (limit.isZero()) {
            return;
        }
        try {
            read(limit);
            // Most count a connection until they have closed it, which follows at once.
            read(limit.compareTo(AFTER_221) < 0 ? limit : AFTER_221);
        } catch (IOException e) {
            // It has hung up, or it had its time.
        }
    }

    private void read(Duration limit) throws IOException {
        dialogue.within(new Timeouts(limit, limit, limit, limit, limit)).read(Phase.MAIL);
    }
}
