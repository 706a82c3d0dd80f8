// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one memory of many processes: which mail was sent, which is being sent, and of which nothing is known. A mail is
 * claimed before its first octet is written and settled when its outcome is known. Thread-safe.
 *
 * <p>Whatever a ledger does, it does outside of the route's transaction: a rollback of the route must not take back that
 * a mail was sent. A method that throws has decided nothing; before the mail the connector then sends nothing, and after
 * it tells the route what the server said.
 */
public interface SendLedger {

    /**
     * How a mail stands, without claiming it. Asked before the mail waits for its turn, so that a mail that was sent
     * takes no turn and needs no server.
     *
     * @return null when it was never begun
     */
    @Nullable
    Standing look(LedgerMail mail);

    /**
     * Claims a mail: of all who call this at once, one gets it. It is theirs when the answer is {@code Ours} or
     * {@code Resumable}, and with {@code Again.YES} also when it is {@code Uncertain}.
     *
     * @param owner who claims it; another text for each claim
     * @param lease how long the claim counts as work under way; after it the mail is uncertain, and never free
     * @param again whether a mail that is uncertain is claimed as well, because the route says that it is sent again
     */
    Standing claim(LedgerMail mail, String owner, Duration lease, Again again);

    /**
     * Writes down what came of a mail. That it was accepted is written under any owner; anything else only while
     * the claim is still this owner's.
     *
     * @param owner as it was claimed
     */
    void settle(LedgerMail mail, String owner, Settlement settlement);

    /**
     * The mails of which it is unknown whether they were delivered and on which no sender works, the oldest first.
     *
     * @param most so many at most
     */
    default List<UncertainMail> uncertain(int most) {
        throw new UnsupportedOperationException(getClass().getName() + " does not list mails");
    }

    /**
     * Decides what became of an uncertain mail.
     *
     * @param id as it is listed; the Message-ID and the digest of the key do as well
     * @return whether there was such a mail, and it was uncertain
     */
    default boolean decide(String id, Decision decision) {
        throw new UnsupportedOperationException(getClass().getName() + " decides nothing");
    }

    /**
     * Forgets the mails that were begun before; what is uncertain stays. What is forgotten is sent when it comes again.
     */
    default void purge(Instant before) {
        throw new UnsupportedOperationException(getClass().getName() + " forgets nothing");
    }

    /** Whether a mail is claimed that may have been delivered. */
    enum Again {
        NO,
        YES
    }
}
