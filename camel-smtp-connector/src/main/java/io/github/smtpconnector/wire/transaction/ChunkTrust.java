// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.wire.dialogue.Capabilities;
import java.io.IOException;

/** What a server is trusted with on one connection when content goes by BDAT (RFC 3030). */
final class ChunkTrust {

    private final Capabilities capabilities;
    private final ServerHabits habits;
    private volatile boolean refused;

    ChunkTrust(Capabilities capabilities, ServerHabits habits) {
        this.capabilities = capabilities;
        this.habits = habits;
    }

    /** Whether content goes by BDAT. */
    boolean areUsed() {
        return capabilities.chunking() && habits.mayUseChunks();
    }

    /**
     * Whether the content may follow the envelope before a recipient is accepted: a server that does not read a refused
     * chunk away takes its lines for commands.
     */
    boolean mayLeadWith(Payload payload) throws IOException {
        return habits.discardsChunks() || payload.isFreeOfCommands();
    }

    /** Whether content of which the server took no chunk as one would do no harm. */
    boolean areKnownFor(Payload payload) throws IOException {
        return habits.takesChunks() || (payload.isSmall() && payload.isFreeOfCommands());
    }

    /** The server refused a chunk that had no recipient; whether it has read it away, the answer to RSET will tell. */
    void refused() {
        refused = true;
    }

    /** The server has answered RSET. */
    void resetDone() {
        if (refused) {
            refused = false;
            habits.discardedChunk();
        }
    }
}
