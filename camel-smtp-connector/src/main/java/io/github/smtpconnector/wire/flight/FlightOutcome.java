// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.flight;

import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpReply;
import io.github.smtpconnector.wire.dialogue.LineEnd;
import io.github.smtpconnector.wire.dialogue.LineFailure;
import io.github.smtpconnector.wire.dialogue.Refusal;
import io.github.smtpconnector.wire.dialogue.Reply;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What comes of a mail that is written in one flight: RSET perhaps, MAIL, RCPT, BDAT and content. It follows from the
 * replies, from whether the last octet may have left, and from how the line ended, and from nothing else. Does no I/O,
 * knows no clock and no connection. For one thread at a time.
 */
final class FlightOutcome {

    private final FlightTerms terms;
    private final Recipients recipients;
    private final boolean allOrNothing;
    private final Set<Lesson> lessons = EnumSet.noneOf(Lesson.class);
    private FlightStep step;
    private boolean handedOver;
    private @Nullable LineEnd brokenWrite;
    private @Nullable Reply resetRefusal;
    private @Nullable Reply mailRefusal;
    private @Nullable Reply closing;
    private boolean mailAnswered;
    private int answered;
    private int refusals;
    private @Nullable Verdict verdict;

    /** @param allOrNothing whether one refused recipient is enough for the mail to go to none */
    FlightOutcome(FlightTerms terms, Recipients recipients, boolean allOrNothing) {
        this.allOrNothing = allOrNothing;
        this.terms = terms;
        this.recipients = recipients;
        this.step = terms.reset() ? FlightStep.RESET : FlightStep.MAIL;
    }

    /** The last octet has left, or may have: from here on only the final reply tells. */
    void handedOver() {
        handedOver = true;
    }

    /**
     * The line broke before the last octet had left. A server that hangs up while we write may have said why; its reply
     * is still there to be read.
     */
    void writeBroke(LineEnd end) {
        brokenWrite = end;
    }

    /** Whether replies may still come: not from a line that has ended while it was written to. */
    boolean mayHear() {
        return brokenWrite == null || brokenWrite.leavesReplies();
    }

    /** The phase of the reply that comes next. */
    Phase awaited() {
        return step.phase();
    }

    /** Whether the server has answered the envelope. */
    boolean isEnvelopeAnswered() {
        return step.compareTo(FlightStep.RCPT) > 0;
    }

    /** What has come of it, or null as long as that is open. */
    @Nullable
    Verdict verdict() {
        return verdict;
    }

    /** The next reply. */
    void hear(Reply reply) {
        if (reply.isClosing()) {
            closes(reply);
            return;
        }
        switch (step) {
            case RESET -> reset(reply);
            case MAIL -> mail(reply);
            case RCPT -> rcpt(reply);
            case REFUSED_CONTENT -> refusedContent(reply);
            case CONTENT -> content(reply);
        }
    }

    /** 421 ends the connection whatever it answers (RFC 5321 section 3.8). */
    private void closes(Reply reply) {
        if (!mailAnswered) {
            lessons.add(Lesson.LEFT_AT_MAIL);
        }
        handedOver = false;
        closing = reply;
        if (step == FlightStep.REFUSED_CONTENT) {
            refusedContent(null);
            return;
        }
        // Said before the server has looked at any content, it is about the connection, which others have used too.
        boolean replaceable = terms.reused() && step.phase().compareTo(Phase.BODY) < 0;
        fail(Refusal.of(step.phase(), reply), replaceable, false);
    }

    private void reset(Reply reply) {
        step = FlightStep.MAIL;
        if (reply.is(250)) {
            lessons.add(Lesson.RESET_DONE);
            return;
        }
        resetRefusal = reply;
        // Where everything was written already, the answers to MAIL and to the content tell.
        if (!handedOver) {
            leave(reply);
        }
    }

    private void mail(Reply reply) {
        mailAnswered = true;
        lessons.add(Lesson.MAIL_ANSWERED);
        if (isOdd(reply, reply.is(250))) {
            refuse(Phase.MAIL, reply);
            return;
        }
        step = FlightStep.RCPT;
        if (reply.is(250)) {
            lessons.add(Lesson.SENDER_TAKEN);
        } else {
            mailRefusal = reply;
            refusals++;
        }
    }

    private static boolean isOdd(Reply reply, boolean taken) {
        return !taken && reply.code() / 100 < 4;
    }

    private void rcpt(Reply reply) {
        answered++;
        if (mailRefusal == null) {
            boolean taken = reply.is(250) || reply.is(251) || reply.is(252);
            if (isOdd(reply, taken)) {
                refuse(Phase.RCPT, reply);
                return;
            }
            refusals += taken ? 0 : 1;
            recipients.answered(reply.toSmtpReply());
        }
        if (answered < recipients.size()) {
            return;
        }
        if (brokenWrite != null && mailRefusal != null) {
            fail(Refusal.of(Phase.BODY, mailRefusal), false, false);
            return;
        }
        // Now the server has said what it thinks of sender and recipients.
        boolean stop = mailRefusal != null || recipients.accepted() == 0 || (allOrNothing && recipients.hasRefused());
        step = stop && brokenWrite == null ? FlightStep.REFUSED_CONTENT : FlightStep.CONTENT;
    }

    /** The server throws the content away, and says so; null where it was not heard to. */
    private void refusedContent(@Nullable Reply answer) {
        boolean refused = answer != null && answer.code() / 100 >= 4;
        // A mail whose sender was refused has no transaction, unless the server would not end the one before.
        boolean taken = answer != null && answer.is(250) && mailRefusal != null;
        if (handedOver && (taken || (resetRefusal != null && !refused))) {
            fail(
                    LineFailure.after(LineEnd.odd("no refusal of the content of a mail that it had refused")),
                    false,
                    false);
            return;
        }
        lessons.add(Lesson.LEAVE_RESET);
        if (refused) {
            lessons.add(Lesson.CHUNK_REFUSED);
        }
        if (resetRefusal != null) {
            leave(resetRefusal);
        } else if (mailRefusal != null) {
            refuseSender(mailRefusal, refused);
        } else {
            fail(Refusal.ofRecipients(recipients.undelivered(null)), false, refused);
        }
    }

    private void content(Reply reply) {
        if (brokenWrite != null) {
            if (reply.code() / 100 >= 4) {
                fail(Refusal.of(Phase.BODY, reply), false, false);
            } else {
                ended(brokenWrite);
            }
        } else if (reply.is(250)) {
            lessons.add(Lesson.CHUNK_TAKEN);
            verdict = new Verdict(reply, null, false, true, null, refusals, lessons);
        } else if (reply.isUnknownCommand()) {
            // It is certain that nothing was taken. A server that never took a chunk may not have read this one as
            // such; then the state of the dialogue is unknown.
            lessons.add(Lesson.LEAVE_RESET);
            lessons.add(Lesson.CHUNKS_UNKNOWN);
            fail(Refusal.of(Phase.FINAL_REPLY, reply), true, terms.chunksKnown());
        } else {
            refuse(Phase.FINAL_REPLY, reply);
        }
    }

    private void refuse(Phase at, Reply reply) {
        int kind = reply.code() / 100;
        boolean inOrder = kind == 4 || kind == 5;
        lessons.add(Lesson.LEAVE_RESET);
        Failure failure = Refusal.of(at, reply);
        if (!inOrder && handedOver) {
            failure = LineFailure.after(LineEnd.odd("a reply to another question"))
                    .at(at)
                    .withReply(reply.toSmtpReply());
        }
        fail(failure, false, inOrder);
    }

    /** To be left for another connection, and with it the mail before that the server will not forget. */
    private void leave(Reply refusal) {
        fail(Refusal.of(Phase.MAIL, refusal), true, false);
    }

    /**
     * 4yz with detail 4.2 (RFC 3463 section 3.5) speaks of a connection that was silent for too long, and not of the
     * sender: some servers say so where others say 421.
     */
    private void refuseSender(Reply refusal, boolean inOrder) {
        SmtpReply answer = refusal.toSmtpReply();
        boolean late = terms.reused() && answer.isTransient() && answer.hasDetail("4.2");
        fail(Refusal.of(Phase.MAIL, refusal), late, inOrder);
    }

    /** The line ended before all was answered, or what came over it was no reply. */
    void ended(LineEnd end) {
        LineEnd first = Objects.requireNonNullElse(brokenWrite, end);
        Phase at = brokenWrite == null ? step.phase() : Phase.BODY;
        if (step == FlightStep.REFUSED_CONTENT) {
            // The refusal that came before says more than how the connection ended.
            refusedContent(null);
        } else if (mailRefusal != null && !isElsewhere()) {
            refuseSender(mailRefusal, false);
        } else if (handedOver) {
            if (!mailAnswered && first.isByServer()) {
                lessons.add(Lesson.LEFT_AT_MAIL);
            }
            fail(LineFailure.after(first), false, false);
        } else {
            boolean unanswered = !mailAnswered && terms.reused() && end.cause() instanceof IOException;
            if (unanswered && first.isByServer()) {
                lessons.add(Lesson.HUNG_UP);
                lessons.add(Lesson.LEFT_AT_MAIL);
            }
            // A sender that was interrupted wants no other connection.
            fail(LineFailure.before(at, first), unanswered && !first.interrupted(), false);
        }
    }

    /** A server that has not forgotten the mail before may have taken the content for that one's. */
    private boolean isElsewhere() {
        return handedOver && resetRefusal != null;
    }

    /**
     * The line ended after a mail before this one had heard a 421: the server does nothing more (RFC 5321 section 3.8),
     * so this mail may go elsewhere.
     */
    void endedAfter(Reply said) {
        if (step == FlightStep.REFUSED_CONTENT) {
            handedOver = false;
            refusedContent(null);
        } else if (mailRefusal != null && !isElsewhere()) {
            refuseSender(mailRefusal, false);
        } else {
            fail(Refusal.of(step.phase(), said), true, false);
        }
    }

    private void fail(Failure failure, boolean replaceable, boolean inOrder) {
        verdict = new Verdict(null, failure, replaceable, inOrder, closing, refusals, lessons);
    }
}
