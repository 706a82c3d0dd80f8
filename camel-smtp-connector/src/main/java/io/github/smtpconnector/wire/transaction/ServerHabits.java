// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.wire.dialogue.Reply;
import java.io.IOException;
import java.time.Duration;

/**
 * What the connections to one server have taught. Some servers hang up after each mail without a word; a mail that was
 * written in one flight into such a connection would end in doubt. So trust is earned by the first connection that
 * carried a second mail. Thread-safe.
 */
public final class ServerHabits {

    private static final long KEPT = Duration.ofMinutes(10).toNanos();

    private volatile boolean keepsConnections;
    private volatile Chunks chunks = Chunks.UNTRIED;
    private volatile boolean discardsChunks;
    private volatile Ends ends = new Ends(Ends.NEVER, Ends.NEVER, 0);

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
     * holds like MAILMAX (RFC 9422 section 5.1) for ten minutes: then it is tried whether it still does, for it may have
     * been chance, or the server is another now. One mail may be anything, and {@link #hungUp} judges it.
     */
    void endedAfter(int mails, long now) {
        Ends before = ends;
        boolean rule = mails > 1 && (mails == before.last || mails == before.most);
        ends = rule ? new Ends(mails, mails, now) : new Ends(mails, before.most, before.seen);
    }

    /** The server took another sender after so many mails. */
    void wentOnAfter(int mails) {
        Ends before = ends;
        if (mails >= Math.min(before.last, before.most)) {
            ends = new Ends(
                    mails >= before.last ? Ends.NEVER : before.last,
                    mails >= before.most ? Ends.NEVER : before.most,
                    before.seen);
        }
    }

    /** Whether the server ended connections after so many mails by a rule that may hold yet. */
    boolean mayEndAfter(int mails) {
        return mails >= ends.most;
    }

    /** The most mails that the server takes on a connection, as far as it has shown. */
    int mostMails(long now) {
        Ends known = ends;
        return now - known.seen < KEPT ? known.most : Ends.NEVER;
    }

    /**
     * How the server ends connections in use.
     *
     * @param last after how many mails it did so last
     * @param most after how many mails it does so by a rule
     * @param seen when the rule showed
     */
    private record Ends(int last, int most, long seen) {
        private static final int NEVER = Integer.MAX_VALUE;
    }
}
