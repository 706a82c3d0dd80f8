// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SmtpReply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt to send a mail.
 *
 * @param state ACCEPTED when all recipients have it; NOT_SENT when none has
 * @param reply the reply that decided it, or null where none came
 * @param served the recipients that have it, in this attempt or before
 * @param doubted the recipients that may have it
 * @param waiting how many of all recipients are not known to have it
 */
public record Settlement(
        DeliveryState state, @Nullable SmtpReply reply, List<String> served, List<String> doubted, int waiting) {

    public Settlement {
        served = List.copyOf(served);
        doubted = List.copyOf(doubted);
    }

    /** Whether some recipients are known to be without the mail, so that the next attempt has something to do. */
    public boolean isResumable() {
        return switch (state) {
            case ACCEPTED -> false;
            case PARTIAL, NOT_SENT -> true;
            case UNKNOWN -> doubted.size() < waiting;
        };
    }
}
