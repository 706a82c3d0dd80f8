// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.wire.dialogue.Capabilities;

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
