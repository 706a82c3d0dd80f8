// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.wire.dialogue.Reply;
import java.io.IOException;

/**
 * What the connections to one server have taught. Some servers hang up after each mail without a word; a mail that was
 * written in one flight into such a connection would end in doubt. So trust is earned by the first connection that
 * carried a second mail. Thread-safe.
 */
public final class ServerHabits {

    private volatile boolean keepsConnections;
    private volatile Chunks chunks = Chunks.UNTRIED;
    private volatile boolean discardsChunks;
    private volatile int lastEnd;
    private volatile int mostMails = Integer.MAX_VALUE;

    /** What is known of BDAT (RFC 3030) at a server that offers it. */
    private enum Chunks {
        UNTRIED,
        TAKEN,
        UNKNOWN_COMMAND
    }

    /** Whether the server is known to keep a connection open after a mail. */
    boolean keepsConnections() {
        return keepsConnections;
    }

    void keptConnection() {
        if (!keepsConnections) {
            keepsConnections = true;
        }
    }

    void hungUp() {
        keepsConnections = false;
    }

    /** Whether BDAT may be used: something between us and the server may pass on the offer and not the command. */
    boolean mayUseChunks() {
        return chunks != Chunks.UNKNOWN_COMMAND;
    }

    /** Whether a mail by BDAT was taken. */
    boolean takesChunks() {
        return chunks == Chunks.TAKEN;
    }

    void chunkTaken() {
        if (chunks == Chunks.UNTRIED) {
            chunks = Chunks.TAKEN;
        }
    }

    void refusesChunks() {
        chunks = Chunks.UNKNOWN_COMMAND;
    }

    /** Whether a reply says that the server does not know the command, or not here (RFC 5321 section 4.2.4). */
    static boolean isUnknownCommand(Reply reply) {
        return reply.is(500) || reply.is(502) || reply.is(503) || reply.is(504);
    }

    /** The server was seen to throw away a chunk that it refused, as RFC 3030 section 2 wants it. */
    void discardedChunk() {
        if (!discardsChunks) {
            discardsChunks = true;
        }
    }

    /**
     * Whether the content may follow the envelope before a recipient is accepted: a server that does not read a refused
     * chunk away takes its lines for commands.
     */
    boolean mayLeadWith(Payload payload) throws IOException {
        return discardsChunks || payload.isFreeOfCommands();
    }

    /** Whether it does no harm if the server should not know BDAT. */
    boolean mayChunk(Payload payload) throws IOException {
        return takesChunks() || (payload.isSmall() && payload.isFreeOfCommands());
    }

    /**
     * The server ended a connection, which was in use, after so many mails. Seen twice in succession it is a rule, and
     * holds like MAILMAX (RFC 9422 section 5.1). One mail may be anything, and is the affair of {@link #hungUp}.
     */
    void endedAfter(int mails) {
        if (mails > 1 && mails == lastEnd) {
            mostMails = mails;
        }
        lastEnd = mails;
    }

    /** The most mails that the server takes on a connection, as far as it has shown. */
    int mostMails() {
        return mostMails;
    }
}
