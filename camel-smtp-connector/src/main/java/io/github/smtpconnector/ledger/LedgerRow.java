// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import io.github.smtpconnector.outcome.SmtpReply;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table, which is one mail.
 *
 * @param until when the claim ends; null when it has ended
 * @param reply as the server said it, on one line
 * @param now what the store's clock says
 */
record LedgerRow(
        UUID id,
        String state,
        Instant begun,
        @Nullable Instant until,
        @Nullable String owner,
        @Nullable String messageId,
        @Nullable String reply,
        @Nullable Marks marks,
        Instant now) {

    /** A sender is at it until its claim ends; then it is uncertain. */
    static final String CLAIMED = "C";

    static final String ACCEPTED = "A";

    /** No sender is at it, and some are known to be without it, or all. */
    static final String RESUMABLE = "R";

    /** The same, while others may have it. */
    static final String DOUBTED = "D";

    static final String UNCERTAIN = "U";

    /** Replies are longer only where a server means harm. */
    private static final int LONGEST_REPLY = 2_000;

    /** What is written of an outcome. */
    static String stateOf(Settlement settlement) {
        return switch (settlement.state()) {
            case ACCEPTED -> ACCEPTED;
            case NOT_SENT, PARTIAL, UNKNOWN -> {
                if (!settlement.isResumable()) {
                    yield UNCERTAIN;
                }
                yield settlement.doubted().isEmpty() ? RESUMABLE : DOUBTED;
            }
        };
    }

    static @Nullable String written(@Nullable SmtpReply reply) {
        String line = reply == null ? null : reply.toString();
        return line == null || line.length() <= LONGEST_REPLY ? line : line.substring(0, LONGEST_REPLY);
    }

    private static @Nullable SmtpReply read(@Nullable String line) {
        return line == null || !line.matches("[2-5][0-9][0-9]( .*)?")
                ? null
                : SmtpReply.of(Integer.parseInt(line.substring(0, 3)), line.length() > 4 ? line.substring(4) : "");
    }

    boolean isTakeable() {
        return state.equals(RESUMABLE) || state.equals(DOUBTED);
    }

    boolean isUncertain() {
        return state.equals(UNCERTAIN) || (state.equals(CLAIMED) && (until == null || !now.isBefore(until)));
    }

    /** Whether a person can say what became of it. */
    boolean isDecidable() {
        return isUncertain() || state.equals(DOUBTED);
    }

    /** When it was begun: a row that has outlived its day says so where the end of the claim was. */
    Instant since() {
        return until != null && until.isBefore(begun) ? until : begun;
    }

    /** How a mail stands, to who looks at it. */
    Standing standing(LedgerMail mail) {
        if (state.equals(ACCEPTED)) {
            return new Standing.Accepted(read(reply), MailNames.whole(messageId, mail.digest()));
        }
        if (isTakeable()) {
            return new Standing.Resumable(Marks.served(marks, mail), Marks.doubted(marks, mail));
        }
        if (isUncertain()) {
            return new Standing.Uncertain(since(), owner, Marks.served(marks, mail), Marks.doubted(marks, mail));
        }
        return new Standing.Busy(until);
    }
}
