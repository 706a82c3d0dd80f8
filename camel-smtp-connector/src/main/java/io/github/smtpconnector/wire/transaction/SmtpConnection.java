// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.ServerFacts;
import io.github.smtpconnector.wire.dialogue.Capabilities;
import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.Reply;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is logged in and ready for mail. Thread-safe: several senders may have mail under way at once, where
 * the server pipelines; each learns what became of its own. Once broken it stays broken.
 */
public final class SmtpConnection {

    /** Longer than this without a word, and the server may be gone without having been able to say so. */
    private static final long PROOF_AFTER = Duration.ofSeconds(1).toNanos();

    /** Servers count refusals, of any sender's mail: usually after ten they answer slowly, some give up after three. */
    private static final int MOST_REFUSALS = 5;

    private final String host;
    private final int port;
    private final boolean verified;
    private final Dialogue dialogue;
    private final Capabilities capabilities;
    private final Duration connectTime;
    private final ServerHabits habits;
    private final LongSupplier nanoTime;
    private final ChunkTrust chunks;
    private final Farewell farewell;
    private final Turns turns = new Turns();
    private final AtomicInteger transactions = new AtomicInteger();

    private volatile boolean broken;
    private volatile @Nullable Reply closing;
    private volatile long lastUsed;
    private volatile boolean reset;
    private final AtomicInteger refusals = new AtomicInteger();

    /**
     * Takes over a dialogue that has come as far as a login.
     *
     * @param verified whether the line is secured and the server is the right one
     */
    public SmtpConnection(
            String host,
            int port,
            boolean verified,
            Dialogue dialogue,
            Capabilities capabilities,
            Duration connectTime,
            ServerHabits habits,
            LongSupplier nanoTime) {
        this.host = host;
        this.port = port;
        this.verified = verified;
        this.dialogue = dialogue;
        this.capabilities = capabilities;
        this.connectTime = connectTime;
        this.habits = habits;
        this.nanoTime = nanoTime;
        this.chunks = new ChunkTrust(capabilities, habits);
        this.farewell = new Farewell(dialogue);
        this.lastUsed = nanoTime.getAsLong();
        dialogue.line().whenInterrupted(turns);
    }

    /**
     * Hands a mail over and waits for the outcome.
     *
     * @throws DeadConnectionException when the same on another connection is safe and may work
     * @throws io.github.smtpconnector.outcome.SmtpConnectorException when the mail was not taken as asked
     */
    public SendResult deliver(Submission submission) throws DeadConnectionException {
        return new Delivery(this, submission).run();
    }

    /** Whether another mail may be tried on it. */
    public boolean isUsable() {
        return !broken && closing == null;
    }

    /** Whether a mail may be written before the replies to an earlier one have come. */
    public boolean mayOverlap() {
        return capabilities.pipelining() && habits.keepsConnections() && (!chunks.areUsed() || habits.takesChunks());
    }

    /**
     * The most mails that the server takes on it, however they are divided (MAILMAX, RFC 9422 section 5.1), or has been
     * seen to take.
     */
    public int maxMails() {
        return Math.min(capabilities.limits().mails(), habits.mostMails(now()));
    }

    /** Whether no further mail should be given to it: it has had as many as it takes, or been refused too often. */
    public boolean isSpent() {
        return takesNoMore() || refusals.get() >= MOST_REFUSALS;
    }

    /** Whether the server has had as many mails on it as it takes. */
    boolean takesNoMore() {
        return transactions.get() >= maxMails();
    }

    /**
     * Whether the server has closed its end or said something unasked, a 421 for instance. To be asked only while no
     * mail is under way.
     */
    public boolean wasLeft() {
        if (!isUsable()) {
            return true;
        }
        if (dialogue.isQuiet()) {
            return false;
        }
        broken = true;
        if (!dialogue.line().isEndedHere()) {
            habits.hungUp();
            if (wasJustUsed()) {
                habits.endedAfter(transactions.get(), now());
            }
        }
        return true;
    }

    /** Says QUIT, does not wait for the answer, and closes: nothing can go wrong any more that would matter. */
    public void quit() {
        leave();
        close();
    }

    /**
     * Says QUIT where that takes no time, after which no mail goes over it, and leaves the answer to {@link #awaitEnd} or
     * {@link #hasEnded}.
     */
    public void leave() {
        boolean usable = isUsable();
        broken = true;
        if (usable && !farewell.say()) {
            abort();
        }
    }

    /** Whether the server has answered QUIT or hung up. To be asked only while no thread waits for that. */
    public boolean hasEnded() {
        return farewell.isAnswered();
    }

    /** Waits until the server has answered QUIT and hung up, for so long at most, and closes. */
    public void awaitEnd(Duration limit) {
        try {
            farewell.await(limit);
        } finally {
            close();
        }
    }

    /** Closes in good order. */
    public void close() {
        broken = true;
        dialogue.line().close();
    }

    /** Closes at once; mail under way fails. */
    public void abort() {
        broken = true;
        dialogue.line().abort();
    }

    /** {@code host:port}, as errors name the server. */
    String server() {
        return host + ":" + port;
    }

    public Dialogue dialogue(Timeouts timeouts) {
        return dialogue.within(timeouts);
    }

    Capabilities capabilities() {
        return capabilities;
    }

    Turns turns() {
        return turns;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** For a result; whether it is a reused connection must be asked before the transaction. */
    ServerFacts facts(boolean reused) {
        SSLSession tls = dialogue.line().tls();
        return new ServerFacts(
                host,
                port,
                tls == null ? null : tls.getProtocol(),
                tls == null ? null : tls.getCipherSuite(),
                reused ? Duration.ZERO : connectTime,
                reused);
    }

    /** Whether a transaction was begun on it. */
    boolean hasCarriedMail() {
        return transactions.get() > 0;
    }

    /** Whether the server must answer MAIL before content is entrusted to it. */
    boolean needsProof() {
        return hasCarriedMail() && (!habits.keepsConnections() || !wasJustUsed() || mayEndNow());
    }

    /** Whether the server once ended a connection that had carried as many mails. */
    boolean mayEndNow() {
        return habits.mayEndAfter(transactions.get());
    }

    private boolean wasJustUsed() {
        return now() - lastUsed <= PROOF_AFTER;
    }

    /** What the server is trusted with when content goes by BDAT. */
    ChunkTrust chunks() {
        return chunks;
    }

    ServerHabits habits() {
        return habits;
    }

    /** Whether a transaction was left open, so that the next must begin with RSET. */
    boolean needsReset() {
        return reset;
    }

    void leaveReset() {
        reset = true;
    }

    void resetDone() {
        reset = false;
        chunks.resetDone();
    }

    /** The server refused a sender or a recipient. */
    void refused() {
        refusals.incrementAndGet();
    }

    Passage passage() {
        return new Passage(habits, transactions.get(), wasJustUsed(), now());
    }

    void beginTransaction() {
        transactions.incrementAndGet();
    }

    /** The 421 that the server said, or null. */
    @Nullable
    Reply closing() {
        return closing;
    }

    void closing(Reply reply) {
        closing = reply;
    }

    /**
     * The transaction is over; if not in good order, the state of the dialogue is unknown. Where it was not begun, the
     * server has not shown that it is there.
     */
    void endTransaction(boolean begun, boolean inOrder) {
        if (!inOrder) {
            abort();
        }
        if (begun) {
            lastUsed = now();
        }
    }

    /** Whether it is secured and the server is the right one. */
    boolean isVerified() {
        return verified;
    }
}
