// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is written of a mail when its outcome is known.
 *
 * @param owner who had claimed it
 * @param messageId without the digest where it was accepted, for that is known when it comes again
 */
record Settling(UUID id, String state, String owner, String messageId, @Nullable String reply, @Nullable Marks marks)
        implements Lane.Question {

    static Settling of(LedgerMail mail, String owner, Settlement settlement) {
        String state = LedgerRow.stateOf(settlement);
        boolean accepted = state.equals(LedgerRow.ACCEPTED);
        return new Settling(
                MailNames.id(mail.digest()),
                state,
                owner,
                accepted ? MailNames.brief(mail.messageId(), mail.digest()) : mail.messageId(),
                accepted ? LedgerRow.written(settlement.reply()) : null,
                accepted ? null : Marks.of(mail.digest(), settlement.served(), settlement.doubted()));
    }

    boolean isAccepted() {
        return state.equals(LedgerRow.ACCEPTED);
    }

    /** Who has it then: the owner can be asked what became of an uncertain one. */
    @Nullable
    String ownerAfter() {
        return state.equals(LedgerRow.UNCERTAIN) || state.equals(LedgerRow.DOUBTED) ? owner : null;
    }
}
