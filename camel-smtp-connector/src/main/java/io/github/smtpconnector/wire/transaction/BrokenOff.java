// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.mime.ContentException;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.LineFailure;
import io.github.smtpconnector.wire.dialogue.ProtocolException;
import io.github.smtpconnector.wire.dialogue.Refusal;
import io.github.smtpconnector.wire.dialogue.Reply;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What has become of a mail whose transaction broke off by an exception, at this point and no other. */
final class BrokenOff {

    private final SmtpConnection connection;
    private final Dialogue dialogue;
    private final EnvelopeTransfer envelope;
    private final TransactionProgress progress;
    private final Passage passage;

    BrokenOff(
            SmtpConnection connection,
            Dialogue dialogue,
            EnvelopeTransfer envelope,
            TransactionProgress progress,
            Passage passage) {
        this.connection = connection;
        this.dialogue = dialogue;
        this.envelope = envelope;
        this.progress = progress;
        this.passage = passage;
    }

    /**
     * A source of the content failed. Content that was announced and not written, or a DATA without its end, must never
     * look complete: the caller aborts the line, once the mails before have their replies.
     */
    UndeliveredException content(IOException cause) {
        Failure failure = Failure.permanent(
                        ContentException.categoryOf(cause), cause.getMessage() + ", so nothing was sent")
                .at(Phase.BODY)
                .causedBy(cause);
        return new UndeliveredException(failure, false);
    }

    /** Something failed that cannot fail. The facts known of the mail stay known; the caller aborts the line as above. */
    UndeliveredException unexpected(Phase phase, boolean handedOver, Throwable cause) {
        String problem = "an unexpected " + cause.getClass().getName();
        Failure failure = handedOver
                ? LineFailure.after(problem, cause)
                : Failure.retryable(Category.DROPPED, problem + " ended the connection before the mail was handed over")
                        .at(phase)
                        .causedBy(cause);
        return new UndeliveredException(failure, false);
    }

    /** The line broke, or what came over it was no reply. */
    UndeliveredException line(Phase phase, boolean handedOver, IOException cause) {
        Reply mailRefusal = envelope.mailRefusal();
        // A server that has not forgotten the mail before may have taken the content for that one's.
        boolean elsewhere = handedOver && envelope.resetRefusal() != null;
        if (mailRefusal != null && !elsewhere) {
            return passage.refused(mailRefusal);
        }
        Reply closing = connection.closing();
        if (closing != null) {
            return UndeliveredException.afterClosing(closing, LineFailure.before(phase, dialogue.line(), cause));
        }
        // What this side ended is no habit of the server, and an answer out of place is no end.
        boolean left = !dialogue.line().isEndedHere() && !(cause instanceof ProtocolException);
        if (handedOver) {
            if (left && !envelope.isMailAnswered()) {
                passage.leftAtMail();
            }
            return new UndeliveredException(LineFailure.after(dialogue.line(), cause), false);
        }
        UndeliveredException farewell = farewell(phase, cause);
        if (farewell != null) {
            return farewell;
        }
        boolean unanswered = !envelope.isMailAnswered() && passage.isReused();
        if (unanswered && left) {
            connection.habits().hungUp();
            passage.leftAtMail();
        }
        // A sender that was interrupted wants no other connection.
        boolean replaceable = unanswered && !Thread.currentThread().isInterrupted();
        return new UndeliveredException(LineFailure.before(phase, dialogue.line(), cause), replaceable);
    }

    /** A server that hangs up while we write may have said why; its reply is still there to be read. */
    private @Nullable UndeliveredException farewell(Phase interrupted, IOException cause) {
        if (dialogue.line().isExpired() || cause instanceof EOFException || cause instanceof ProtocolException) {
            return null;
        }
        try {
            progress.awaitReading();
            envelope.read();
            Reply refused = envelope.mailRefusal();
            Reply reply = refused != null ? refused : progress.read(interrupted);
            boolean refusal = reply.code() / 100 >= 4;
            return refusal ? new UndeliveredException(Refusal.of(interrupted, reply), false) : null;
        } catch (UndeliveredException e) {
            return e;
        } catch (IOException e) {
            return null;
        }
    }
}
