// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.mime.ContentException;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpReply;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mail transaction (RFC 5321 section 3.3): MAIL, RCPT, content, written in as few flights as the server and the
 * policy allow. Knows at each moment whether the server can have taken the mail. Used once, by one thread.
 */
final class Transaction {

    /** So many RCPT go out before their replies are read: the replies must fit the buffers between (RFC 2920 section 3.1). */
    private static final int BATCH = 200;

    private final SmtpConnection connection;
    private final Dialogue dialogue;
    private final Submission submission;
    private final Recipients recipients;
    private final boolean pipelining;
    private final Turns.Turn turn;
    private final long start;
    private final boolean reused;

    private Phase phase = Phase.MAIL;
    private boolean resetPending;
    private boolean mailPending;
    private boolean mailAnswered;
    private @Nullable Reply mailRefusal;
    private int rcptWritten;
    private int rcptAnswered;
    private boolean handedOver;
    private boolean inOrder;
    private long envelopeNanos;
    private long contentStart;
    private long messageNanos;

    /** Waits for the turn to write. */
    Transaction(SmtpConnection connection, Submission submission, List<String> recipients) {
        this.connection = connection;
        this.dialogue = connection.dialogue(submission.timeouts());
        this.submission = submission;
        this.recipients = new Recipients(recipients);
        this.pipelining = connection.capabilities().pipelining();
        this.turn = connection.turns().take();
        this.start = connection.now();
        this.reused = connection.hasCarriedMail();
    }

    Recipients recipients() {
        return recipients;
    }

    long envelopeNanos() {
        return envelopeNanos;
    }

    long messageNanos() {
        return messageNanos;
    }

    /** Hands the mail over and returns the final reply. */
    SmtpReply run() throws UndeliveredException {
        boolean alone = turn.isAlone();
        try {
            if (!connection.isUsable()) {
                throw new UndeliveredException(connection.deadFailure(), true);
            }
            boolean cautious = alone && connection.needsProof();
            resetPending = !alone || connection.needsReset();
            connection.beginTransaction();
            SmtpReply reply = dialogue(cautious);
            inOrder = true;
            return reply;
        } catch (ContentException e) {
            throw contentFailure(e);
        } catch (IOException e) {
            throw lineFailure(e);
        } finally {
            turn.awaitReading();
            connection.endTransaction(inOrder);
            turn.end();
        }
    }

    private SmtpReply dialogue(boolean cautious) throws IOException, UndeliveredException {
        boolean oneFlight = pipelining
                && !cautious
                && submission.payload().isSmall()
                && recipients.size() <= BATCH
                && (recipients.size() == 1 || submission.policy() == PartialDelivery.SEND_ACCEPTED);
        ContentTransfer content = connection.capabilities().chunking()
                ? new ChunkTransfer(this, dialogue, submission.payload())
                : new DataTransfer(this, dialogue, submission.payload());
        writeEnvelope(oneFlight ? content : null);
        turn.awaitReading();
        readEnvelope();
        decide(content, oneFlight);
        if (!oneFlight) {
            content.lead();
        }
        content.finish();
        // Nothing of ours is left to write; where the server pipelines, the next mail may follow at once.
        if (pipelining) {
            turn.wrote();
        }
        Reply reply = content.await();
        messageNanos = connection.now() - contentStart;
        if (!reply.is(250)) {
            throw refused(Phase.FINAL_REPLY, reply);
        }
        return reply.toSmtpReply();
    }

    private void writeEnvelope(@Nullable ContentTransfer sameFlight) throws IOException, UndeliveredException {
        if (resetPending) {
            dialogue.write("RSET");
            stepwise();
        }
        dialogue.write(connection.mailCommand(submission));
        mailPending = true;
        stepwise();
        while (rcptWritten < recipients.size() && mailRefusal == null && !recipients.isFull()) {
            dialogue.write("RCPT TO:<" + recipients.get(rcptWritten++) + ">");
            stepwise();
            if (pipelining && rcptWritten % BATCH == 0 && rcptWritten < recipients.size()) {
                dialogue.flush();
                turn.awaitReading();
                readEnvelope();
            }
        }
        if (sameFlight != null) {
            sameFlight.lead();
        }
        dialogue.flush();
        if (sameFlight != null && handedOver) {
            turn.wrote();
        }
    }

    /** Without PIPELINING each command waits for its reply. */
    private void stepwise() throws IOException, UndeliveredException {
        if (!pipelining) {
            dialogue.flush();
            turn.awaitReading();
            readEnvelope();
        }
    }

    /** Reads the replies to all commands written so far, also those that follow from a refusal: to stay in step. */
    private void readEnvelope() throws IOException, UndeliveredException {
        if (resetPending) {
            Reply reply = read(Phase.MAIL);
            resetPending = false;
            if (!reply.is(250)) {
                throw refused(Phase.MAIL, reply);
            }
            connection.resetDone();
        }
        if (mailPending) {
            Reply reply = read(Phase.MAIL);
            mailPending = false;
            mailAnswered = true;
            connection.answered(reused);
            if (reply.code() / 100 < 4 && !reply.is(250)) {
                throw refused(Phase.MAIL, reply);
            }
            mailRefusal = reply.is(250) ? null : reply;
        }
        while (rcptAnswered < rcptWritten) {
            phase = Phase.RCPT;
            Reply reply = read(Phase.RCPT);
            rcptAnswered++;
            if (mailRefusal == null) {
                SmtpReply answer = reply.toSmtpReply();
                boolean known = reply.is(250) || reply.is(251) || reply.is(252) || !answer.isPositive();
                if (!known || answer.isIntermediate()) {
                    throw refused(Phase.RCPT, reply);
                }
                recipients.answered(answer);
            }
        }
        envelopeNanos = connection.now() - start;
    }

    /** Whether the mail goes on, now that the server has said what it thinks of sender and recipients. */
    private void decide(ContentTransfer content, boolean oneFlight) throws IOException, UndeliveredException {
        boolean allOrNothing = submission.policy() == PartialDelivery.FAIL_ALL;
        boolean stop = mailRefusal != null || recipients.accepted() == 0 || (allOrNothing && recipients.hasRefused());
        if (!stop) {
            return;
        }
        if (oneFlight) {
            // Sender or everybody was refused, so the server throws the content away; its replies must be read.
            handedOver = false;
            inOrder = hearsRefusal(content);
        } else {
            inOrder = true;
        }
        connection.leaveReset();
        if (mailRefusal != null) {
            throw new UndeliveredException(Refusal.of(Phase.MAIL, mailRefusal), false);
        }
        throw new UndeliveredException(Refusal.ofRecipients(recipients.results(false)), false);
    }

    private static boolean hearsRefusal(ContentTransfer content) {
        try {
            return content.awaitRefusal();
        } catch (IOException | UndeliveredException e) {
            // The refusal that came before says more than how the connection ended.
            return false;
        }
    }

    /** Reads one reply in this phase; 421 ends the connection whatever it answers. */
    Reply read(Phase now) throws IOException, UndeliveredException {
        phase = now;
        Reply reply = dialogue.read(now);
        if (reply.isClosing()) {
            boolean unanswered = !mailAnswered;
            handedOver = false;
            connection.closing(reply);
            throw new UndeliveredException(Refusal.of(now, reply), unanswered && reused);
        }
        return reply;
    }

    /** The content begins to be written. */
    void contentBegins() {
        phase = Phase.BODY;
        contentStart = connection.now();
    }

    /** The last octet of the content is on its way: from here on only the final reply tells. */
    void contentHandedOver() {
        phase = Phase.FINAL_REPLY;
        handedOver = true;
    }

    /** The failure that a reply means; the connection stays in step when the reply is a plain refusal. */
    UndeliveredException refused(Phase at, Reply reply) {
        int kind = reply.code() / 100;
        inOrder = kind == 4 || kind == 5;
        connection.leaveReset();
        Failure failure = Refusal.of(at, reply);
        if (!inOrder && handedOver) {
            failure = Trouble.after(dialogue.line(), new ProtocolException("a reply to another question"))
                    .at(at)
                    .withReply(reply.toSmtpReply());
        }
        return new UndeliveredException(failure, false);
    }

    private UndeliveredException contentFailure(ContentException cause) {
        // What was announced and not written, or a DATA without its end, must never look complete.
        dialogue.line().abort();
        Failure failure = Failure.permanent(Category.CONTENT, cause.getMessage() + ", so nothing was sent")
                .at(Phase.BODY)
                .causedBy(cause);
        return new UndeliveredException(failure, false);
    }

    private UndeliveredException lineFailure(IOException cause) {
        if (mailRefusal != null) {
            return new UndeliveredException(Refusal.of(Phase.MAIL, mailRefusal), false);
        }
        if (handedOver) {
            Failure after = connection.afterClosing(Trouble.after(dialogue.line(), cause));
            return new UndeliveredException(after, false);
        }
        UndeliveredException farewell = farewell(cause);
        if (farewell != null) {
            return farewell;
        }
        boolean unanswered = !mailAnswered && reused;
        if (unanswered) {
            connection.hungUp();
        }
        Failure before = connection.afterClosing(Trouble.before(phase, dialogue.line(), cause));
        return new UndeliveredException(before, unanswered);
    }

    /** A server that hangs up while we write may have said why; what it said is still there to be read. */
    private @Nullable UndeliveredException farewell(IOException cause) {
        Phase interrupted = phase;
        if (dialogue.line().isExpired() || cause instanceof EOFException || cause instanceof ProtocolException) {
            return null;
        }
        try {
            turn.awaitReading();
            readEnvelope();
            Reply reply = mailRefusal != null ? mailRefusal : read(interrupted);
            boolean refusal = reply.code() / 100 >= 4;
            return refusal ? new UndeliveredException(Refusal.of(interrupted, reply), false) : null;
        } catch (UndeliveredException e) {
            return e;
        } catch (IOException e) {
            return null;
        }
    }
}
