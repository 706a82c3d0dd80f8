// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.LineFailure;
import io.github.smtpconnector.wire.dialogue.ProtocolException;
import io.github.smtpconnector.wire.dialogue.Refusal;
import io.github.smtpconnector.wire.dialogue.Reply;

/** One transaction failed; says besides whether the same again on another connection is safe. */
final class UndeliveredException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final boolean replaceable;
    private final boolean lesson;

    UndeliveredException(Failure failure, boolean replaceable) {
        this(failure, replaceable, false);
    }

    private UndeliveredException(Failure failure, boolean replaceable, boolean lesson) {
        super(failure.message(), failure.cause());
        this.failure = failure;
        this.replaceable = replaceable;
        this.lesson = lesson;
    }

    Failure failure() {
        return failure;
    }

    /** Whether a connection that had carried mail before was found dead, and this mail was not handed over. */
    boolean isReplaceable() {
        return replaceable;
    }

    /** Whether the server has taught how it wants the mail, so that the next attempt is another one. */
    boolean isLesson() {
        return lesson;
    }

    /** Nothing was taken, and what was learnt of the server makes the next attempt another one. */
    static UndeliveredException taught(Failure failure) {
        return new UndeliveredException(failure, true, true);
    }

    /** The mail was handed over, and this reply fits nothing. */
    static UndeliveredException odd(Dialogue dialogue, String what, Phase at, Reply reply) {
        Failure failure = LineFailure.after(dialogue.line(), new ProtocolException(what));
        return new UndeliveredException(failure.at(at).withReply(reply.toSmtpReply()), false);
    }

    /**
     * The line has ended for a mail behind the one that heard a 421: after it the server does nothing more (RFC 5321
     * section 3.8), so it has not taken this one either, which may go elsewhere.
     */
    static UndeliveredException afterClosing(Reply said, Failure failure) {
        Phase phase = failure.phase();
        return new UndeliveredException(Refusal.of(phase == null ? Phase.MAIL : phase, said), true);
    }

    /** Nothing was written at all. */
    static UndeliveredException onABrokenLine(SmtpConnection connection) {
        Failure broken = Failure.retryable(Category.DROPPED, "the connection broke before this mail's turn")
                .at(Phase.MAIL);
        Reply said = connection.closing();
        return said == null ? new UndeliveredException(broken, true) : afterClosing(said, broken);
    }

    /** There is no further transaction on the connection. */
    static UndeliveredException after(int mails) {
        Failure spent = Failure.retryable(
                        Category.DROPPED, "the server takes no more than " + mails + " on a connection")
                .at(Phase.MAIL);
        return new UndeliveredException(spent, true);
    }
}
