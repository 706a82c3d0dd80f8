// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.ServerFacts;
import io.github.smtpconnector.wire.dialogue.Capabilities;
import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.Refusal;
import io.github.smtpconnector.wire.dialogue.Reply;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import java.io.IOException;
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

    private final String host;
    private final int port;
    private final boolean verified;
    /** How long after its answer to QUIT a server may take to hang up. */
    private static final Duration AFTER_221 = Duration.ofMillis(100);

    private final Dialogue dialogue;
    private final Capabilities capabilities;
    private final Duration connectTime;
    private final ServerHabits habits;
    private final LongSupplier nanoTime;
    private final Turns turns = new Turns();
    private final AtomicInteger transactions = new AtomicInteger();

    private volatile boolean broken;
    private volatile @Nullable Reply closing;
    private volatile long lastUsed;
    private volatile boolean reset;

    /**
     * Takes over a dialogue that has come as far as a login.
     *
     * @param verified whether the line is secured and the server is who it should be
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
        this.lastUsed = nanoTime.getAsLong();
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
        return capabilities.pipelining() && habits.keepsConnections();
    }

    /** The most mails that the server takes on it, however they are divided (MAILMAX, RFC 9422 section 5.1). */
    public int maxMails() {
        return capabilities.limits().mails();
    }

    /** Whether the server has had as many mails on it as it takes. */
    public boolean isSpent() {
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
        habits.hungUp();
        broken = true;
        return true;
    }

    /** Says QUIT, does not wait for the answer, and closes: nothing can go wrong any more that would matter. */
    public void quit() {
        leave();
        close();
    }

    /** Says QUIT, after which no mail goes over it, and leaves the answer to {@link #awaitEnd} or {@link #hasEnded}. */
    public void leave() {
        boolean usable = isUsable();
        broken = true;
        try {
            if (usable) {
                dialogue.write("QUIT");
                dialogue.flush();
            }
        } catch (IOException e) {
            // The server may have been quicker.
            abort();
        }
    }

    /** Whether the server has answered QUIT or hung up. To be asked only while nobody waits for that. */
    public boolean hasEnded() {
        return !dialogue.isQuiet();
    }

    /** Waits until the server has answered QUIT and hung up, for so long at most, and closes. */
    public void awaitEnd(Duration limit) {
        try {
            if (limit.isZero()) {
                return;
            }
            read(limit);
            // Most count a connection until they have closed it, which follows at once.
            read(limit.compareTo(AFTER_221) < 0 ? limit : AFTER_221);
        } catch (IOException e) {
            // It has hung up, or it had its time.
        } finally {
            close();
        }
    }

    private void read(Duration limit) throws IOException {
        dialogue.within(new Timeouts(limit, limit, limit, limit, limit)).read(Phase.MAIL);
    }

    /** Closes in good order, without a word. */
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

    /** The facts for a result; whether it is a reused connection must be asked before the transaction. */
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
        return hasCarriedMail() && (!habits.keepsConnections() || now() - lastUsed > PROOF_AFTER);
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
    }

    void beginTransaction() {
        transactions.incrementAndGet();
    }

    /** The server answered MAIL. */
    void answered(boolean reused) {
        if (reused) {
            habits.keptConnection();
        }
    }

    void hungUp() {
        habits.hungUp();
    }

    /** The server said 421. */
    void closing(Reply reply) {
        closing = reply;
    }

    /** The transaction is over; if not in good order, nobody knows where the dialogue stands. */
    void endTransaction(boolean inOrder) {
        lastUsed = now();
        if (!inOrder) {
            abort();
        }
    }

    /**
     * What the end of the line means to a mail behind the one that heard a 421: after it the server does nothing more
     * (RFC 5321 section 3.8), so it has not taken that mail either.
     */
    Failure afterClosing(Failure failure) {
        Reply said = closing;
        return said == null ? failure : Refusal.of(failure.phase() == null ? Phase.MAIL : failure.phase(), said);
    }

    /** Whether it is secured and the server is who it should be. */
    boolean isVerified() {
        return verified;
    }

    /** Why nothing was written at all. */
    Failure deadFailure() {
        return afterClosing(Failure.retryable(Category.DROPPED, "the connection broke before this mail's turn")
                .at(Phase.MAIL));
    }

    /** Why there is no further transaction on it. */
    Failure spentFailure() {
        return Failure.retryable(Category.DROPPED, "the server takes no more than " + maxMails() + " on a connection")
                .at(Phase.MAIL);
    }
}
