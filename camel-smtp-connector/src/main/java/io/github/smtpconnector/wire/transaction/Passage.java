// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpReply;
import io.github.smtpconnector.wire.dialogue.Refusal;
import io.github.smtpconnector.wire.dialogue.Reply;

/**
 * One mail's use of a connection: what went before it, and so what the end of the connection means.
 *
 * @param before how many mails went before it
 * @param busy whether the last of them has only just gone
 * @param begun when this one begins
 */
record Passage(ServerHabits habits, int before, boolean busy, long begun) {

    /** Whether the connection had carried mail, so that it may have been dead before this one. */
    boolean isReused() {
        return before > 0;
    }

    /** The server ended the connection instead of answering MAIL: in the midst of work, for the number of mails perhaps. */
    void leftAtMail() {
        if (busy) {
            habits.endedAfter(before, begun);
        }
    }

    /** The server answered MAIL. */
    void answered(Reply reply) {
        if (isReused()) {
            habits.keptConnection();
            if (reply.is(250)) {
                habits.wentOnAfter(before);
            }
        }
    }

    /**
     * The sender was refused. 4yz with detail 4.2 (RFC 3463 section 3.5) speaks of a connection that was silent for too
     * long, and not of the sender: some servers say so where others say 421.
     */
    UndeliveredException refused(Reply reply) {
        SmtpReply answer = reply.toSmtpReply();
        boolean late = isReused() && answer.isTransient() && answer.hasDetail("4.2");
        return new UndeliveredException(Refusal.of(Phase.MAIL, reply), late);
    }
}
