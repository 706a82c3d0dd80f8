// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.ledger.SendLedger;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;

/**
 * Where it is written whether a mail was sent, and what an author who reads of it has to be told.
 *
 * @param ledger what is asked
 * @param key the mail's
 * @param option the option that names it
 * @param mark tells the mails apart that one process sends at this moment
 * @param owner who claims the mail
 * @param lease how long a claim counts as work under way
 */
public record Memory(SendLedger ledger, IdempotencyKey key, String option, Mark mark, String owner, Duration lease) {

    /**
     * Tells mails of one process apart.
     *
     * @param memory a repository or a ledger
     */
    public record Mark(Object memory, String digest) {}

    /** A ledger of many processes. */
    public static Memory of(SendLedger ledger, IdempotencyKey key, String owner, Duration lease) {
        return new Memory(ledger, key, "ledger", new Mark(ledger, key.digest()), owner, lease);
    }

    /** A repository of Camel, which tells neither who nor how long. */
    public static Memory of(IdempotentRepository repository, Exchange exchange, IdempotencyKey key) {
        return new Memory(
                new RepositoryLedger(repository, exchange, key),
                key,
                "idempotentRepository",
                new Mark(repository, key.digest()),
                "",
                Duration.ZERO);
    }

    /** Whether it can tell a mail that a process is at from one that is uncertain. */
    boolean tellsBusy() {
        return !(ledger instanceof RepositoryLedger);
    }

    /** Why a mail is uncertain. */
    String doubt(@Nullable String whose) {
        return tellsBusy()
                ? "an attempt with this idempotency key" + (whose == null ? "" : ", " + whose + ",")
                        + " was interrupted or never answered, so the mail may have been delivered"
                : "an attempt with this idempotency key was interrupted or never answered, or another process"
                        + " is at it, so the mail may have been delivered";
    }

    /** What to do about an uncertain mail. */
    String advice(String messageId) {
        String look = "Find out what became of Message-ID " + messageId + ". ";
        return tellsBusy()
                ? look + "Then decide on it in the ledger, by JMX or the console: DELIVERED or SEND_AGAIN. With"
                        + " uncertain=RESEND it is sent again with that Message-ID"
                : look + "To send it again with that Message-ID, set uncertain=RESEND or remove " + key.claimed()
                        + " from the repository; if it was delivered, add " + key.accepted();
    }
}
