// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.SmtpReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The recipients of one transaction and what the server said to each. */
final class Recipients {

    private final List<String> offered;
    private final List<Answer> answers;
    private int accepted;
    private int written;
    private boolean full;

    private record Answer(Verdict verdict, SmtpReply reply) {}

    private enum Verdict {
        ACCEPTED,
        REFUSED,
        /** Enough for one transaction. */
        TOO_MANY
    }

    Recipients(List<String> offered) {
        this.offered = offered;
        this.answers = new ArrayList<>(offered.size());
    }

    /** The next recipient, to be written now. */
    String next() {
        return offered.get(written++);
    }

    /** How many were written. */
    int written() {
        return written;
    }

    int size() {
        return offered.size();
    }

    /** Notes the reply to the next recipient. */
    void answered(SmtpReply reply) {
        Verdict verdict = reply.isPositive() ? Verdict.ACCEPTED : isTooMany(reply) ? Verdict.TOO_MANY : Verdict.REFUSED;
        if (verdict == Verdict.ACCEPTED) {
            accepted++;
        }
        full |= verdict == Verdict.TOO_MANY;
        answers.add(new Answer(verdict, reply));
    }

    /**
     * Whether this reply means "enough for one transaction" rather than "not this one" (RFC 5321 section 4.5.3.1.10,
     * which wants 552 read as 452 too): only after the server has taken some, and only where an enhanced code does not
     * name another cause.
     */
    private boolean isTooMany(SmtpReply reply) {
        if (accepted == 0) {
            return false;
        }
        return reply.hasDetail("5.3") || (reply.enhancedCode() == null && (reply.code() == 452 || reply.code() == 552));
    }

    /** How many the server took. */
    int accepted() {
        return accepted;
    }

    /** Whether the server takes no more in this transaction. */
    boolean isFull() {
        return full;
    }

    /** Whether the server refused one for itself. */
    boolean hasRefused() {
        return answers.stream().anyMatch(answer -> answer.verdict == Verdict.REFUSED);
    }

    /** Those that must go into another transaction: one too many, or not offered any more. */
    List<String> rest() {
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < offered.size(); i++) {
            if (i >= answers.size() || answers.get(i).verdict == Verdict.TOO_MANY) {
                rest.add(offered.get(i));
            }
        }
        return rest;
    }

    /** What became of each when the server took the mail. */
    List<RecipientResult> delivered() {
        return results(true, null);
    }

    /** What became of each when this reply, or none, lost the mail for the recipients that the server had taken. */
    List<RecipientResult> undelivered(@Nullable SmtpReply decisive) {
        return results(false, decisive);
    }

    /** What became of each when the server may have taken the mail: all that were offered to it may have it. */
    List<RecipientResult> inDoubt() {
        List<RecipientResult> results = results(false, null);
        for (int i = answers.size(); i < written; i++) {
            results.add(new RecipientResult(offered.get(i), false, null));
        }
        return results;
    }

    private List<RecipientResult> results(boolean delivered, @Nullable SmtpReply decisive) {
        List<RecipientResult> results = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i);
            boolean taken = answer.verdict == Verdict.ACCEPTED;
            if (answer.verdict != Verdict.TOO_MANY) {
                SmtpReply reply = taken && decisive != null ? decisive : answer.reply;
                results.add(new RecipientResult(offered.get(i), delivered && taken, reply));
            }
        }
        return results;
    }
}
