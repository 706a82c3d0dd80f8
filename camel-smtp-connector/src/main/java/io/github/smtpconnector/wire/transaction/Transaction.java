// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.email.PartialDelivery;
import io.github.smtpconnector.mime.ContentException;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpReply;
import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.LineFailure;
import io.github.smtpconnector.wire.dialogue.ProtocolException;
import io.github.smtpconnector.wire.dialogue.Refusal;
import io.github.smtpconnector.wire.dialogue.Reply;
import java.io.IOException;
import java.util.List;

/**
 * One mail transaction (RFC 5321 section 3.3): MAIL, RCPT, content, written in as few flights as the server and the
 * policy allow. Knows at each moment whether the server can have taken the mail. Used once, by one thread.
 */
final class Transaction implements TransactionProgress {

    private final SmtpConnection connection;
    private final Dialogue dialogue;
    private final Submission submission;
    private final Recipients recipients;
    private final boolean pipelining;
    private final Turns.Turn turn;
    private final long start;
    private final Passage passage;
    private final EnvelopeTransfer envelope;
    private final BrokenOff brokenOff;

    private Phase phase = Phase.MAIL;
    private boolean chunksKnown;
    private boolean handedOver;
    private boolean inOrder;
    private boolean begun;
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
        this.passage = connection.passage();
        this.envelope = new EnvelopeTransfer(
                this,
                connection,
                dialogue,
                this.recipients,
                submission.envelope().request(),
                passage);
        this.brokenOff = new BrokenOff(connection, dialogue, envelope, this, passage);
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
        try {
            if (connection.mayEndNow()) {
                // Then MAIL is asked first, and for that this mail must be alone.
                turn.awaitReading();
            }
            boolean alone = turn.isAlone();
            if (Thread.currentThread().isInterrupted()) {
                inOrder = true;
                throw new UndeliveredException(LineFailure.interruptedBefore(phase), false);
            }
            if (!connection.isUsable()) {
                throw UndeliveredException.onABrokenLine(connection);
            }
            if (connection.takesNoMore()) {
                inOrder = true;
                throw UndeliveredException.after(connection.maxMails());
            }
            boolean cautious = alone && (connection.needsProof() || connection.needsReset());
            boolean reset = !alone || connection.needsReset();
            begun = true;
            connection.beginTransaction();
            if (alone) {
                dialogue.refuseEarlyReply();
            }
            SmtpReply reply = dialogue(cautious, reset);
            inOrder = true;
            return reply;
        } catch (ContentException e) {
            throw brokenOff.content(e);
        } catch (IOException e) {
            throw brokenOff.line(phase, handedOver, e);
        } catch (RuntimeException | Error e) {
            inOrder = false;
            throw brokenOff.unexpected(phase, handedOver, e);
        } finally {
            turn.awaitReading();
            try {
                connection.endTransaction(begun, inOrder);
            } finally {
                turn.end();
            }
        }
    }

    private SmtpReply dialogue(boolean cautious, boolean reset) throws IOException, UndeliveredException {
        boolean chunks = connection.chunks().areUsed();
        // As it is now: another mail may learn meanwhile that the server refuses them.
        chunksKnown = connection.habits().takesChunks();
        boolean oneFlight = pipelining
                && !cautious
                && submission.payload().isSmall()
                && recipients.size() <= EnvelopeTransfer.BATCH
                && (recipients.size() == 1 || submission.policy() == PartialDelivery.SEND_ACCEPTED)
                && (!chunks || connection.habits().mayLeadWith(submission.payload()));
        ContentTransfer content = chunks
                ? new ChunkTransfer(
                        this,
                        dialogue,
                        submission.payload(),
                        pipelining,
                        oneFlight || connection.habits().mayChunk(submission.payload()))
                : new DataTransfer(this, dialogue, submission.payload());
        envelope.write(submission.mailCommand(connection.capabilities()), reset);
        if (oneFlight) {
            content.lead();
        }
        dialogue.flush();
        if (handedOver) {
            turn.wrote();
        }
        turn.awaitReading();
        envelope.read();
        envelopeNanos = connection.now() - start;
        decide(content, oneFlight);
        if (!oneFlight) {
            dialogue.refuseEarlyReply();
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
        if (chunks) {
            connection.habits().chunkTaken();
        }
        return reply.toSmtpReply();
    }

    /** Whether the mail goes on, now that the server has said what it thinks of sender and recipients. */
    private void decide(ContentTransfer content, boolean oneFlight) throws IOException, UndeliveredException {
        boolean allOrNothing = submission.policy() == PartialDelivery.FAIL_ALL;
        boolean stop = envelope.mailRefusal() != null
                || recipients.accepted() == 0
                || (allOrNothing && recipients.hasRefused());
        if (!stop) {
            return;
        }
        if (oneFlight) {
            // The sender or all recipients were refused. The server throws the content away; its replies must be read.
            inOrder = hearsRefusal(content);
            handedOver = false;
            if (inOrder && connection.chunks().areUsed()) {
                connection.chunks().refused();
            }
        } else {
            inOrder = true;
        }
        connection.leaveReset();
        Reply resetRefusal = envelope.resetRefusal();
        if (resetRefusal != null) {
            throw leave(resetRefusal);
        }
        Reply mailRefusal = envelope.mailRefusal();
        if (mailRefusal != null) {
            throw passage.refused(mailRefusal);
        }
        throw new UndeliveredException(Refusal.ofRecipients(recipients.undelivered(null)), false);
    }

    private boolean hearsRefusal(ContentTransfer content) throws UndeliveredException {
        Reply answer;
        try {
            answer = content.awaitRefusal();
        } catch (IOException | UndeliveredException e) {
            // The refusal that came before says more than how the connection ended.
            answer = null;
        }
        boolean refused = answer != null && answer.code() / 100 >= 4;
        // A mail whose sender was refused has no transaction, unless the server would not end the one before.
        boolean taken = answer != null && answer.is(250) && envelope.mailRefusal() != null;
        if (handedOver && (taken || (envelope.resetRefusal() != null && !refused))) {
            ProtocolException odd = new ProtocolException("no refusal of the content of a mail that it had refused");
            throw new UndeliveredException(LineFailure.after(dialogue.line(), odd), false);
        }
        return refused;
    }

    @Override
    public void awaitReading() {
        turn.awaitReading();
    }

    @Override
    public Reply read(Phase now) throws IOException, UndeliveredException {
        phase = now;
        Reply reply = dialogue.read(now);
        if (reply.isClosing()) {
            if (!envelope.isMailAnswered()) {
                passage.leftAtMail();
            }
            handedOver = false;
            connection.closing(reply);
            // Said before the server has looked at any content, it is about the connection, which others have used too.
            boolean replaceable = passage.isReused() && now.compareTo(Phase.BODY) < 0;
            throw new UndeliveredException(Refusal.of(now, reply), replaceable);
        }
        return reply;
    }

    @Override
    public void resetRefused(Reply reply) throws UndeliveredException {
        if (!handedOver) {
            throw leave(reply);
        }
    }

    /** To be left for another connection, and with it the mail before that the server will not forget. */
    private UndeliveredException leave(Reply resetRefusal) {
        inOrder = false;
        return new UndeliveredException(Refusal.of(Phase.MAIL, resetRefusal), true);
    }

    @Override
    public void contentBegins() {
        phase = Phase.BODY;
        contentStart = connection.now();
    }

    @Override
    public void contentHandedOver() {
        phase = Phase.FINAL_REPLY;
        handedOver = true;
    }

    @Override
    public UndeliveredException chunkRefused(Phase at, Reply reply) {
        if (!ServerHabits.isUnknownCommand(reply)) {
            return refused(at, reply);
        }
        // It is certain that nothing was taken. A server that never took a chunk may not have read this one as such;
        // then the state of the dialogue is unknown.
        inOrder = chunksKnown;
        connection.leaveReset();
        handedOver = false;
        connection.habits().refusesChunks();
        return UndeliveredException.taught(Refusal.of(at, reply));
    }

    @Override
    public UndeliveredException takenAfterRefusal(Reply refusal) {
        inOrder = false;
        return UndeliveredException.odd(dialogue, "250 to the end behind a refused piece", Phase.BODY, refusal);
    }

    @Override
    public UndeliveredException refused(Phase at, Reply reply) {
        int kind = reply.code() / 100;
        inOrder = kind == 4 || kind == 5;
        connection.leaveReset();
        return !inOrder && handedOver
                ? UndeliveredException.odd(dialogue, "a reply to another question", at, reply)
                : new UndeliveredException(Refusal.of(at, reply), false);
    }
}
