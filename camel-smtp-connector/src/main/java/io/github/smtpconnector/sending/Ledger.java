// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.Settled;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;

/**
 * What a repository knows of one mail. It knows nothing but texts, of which adding tells whether one was there; so each
 * state of a mail is an entry, and each entry is written before what it would be dangerous not to know.
 */
public record Ledger(IdempotentRepository repository, Exchange exchange, IdempotencyKey key) {

    /** Tells mails of one process apart. */
    public record Mark(IdempotentRepository repository, String digest) {}

    Mark mark() {
        return new Mark(repository, key.digest());
    }

    /** How a mail stands when a sender wants to send it. */
    enum Standing {
        /** No sender had begun it. */
        OURS,
        /** All recipients have got it. */
        ACCEPTED,
        /** Some recipients have got it, the others certainly not, and no sender works on it. */
        RESUMABLE,
        /** A sender has begun it, and the outcome is unknown. */
        UNCERTAIN
    }

    /** Claims the mail if it is not claimed yet. */
    Standing claim() {
        return repository.add(exchange, key.claimed()) ? Standing.OURS : begun();
    }

    /** The same without claiming it. */
    Standing standing() {
        return repository.contains(exchange, key.claimed()) ? begun() : Standing.OURS;
    }

    private Standing begun() {
        if (isAccepted()) {
            return Standing.ACCEPTED;
        }
        return repository.contains(exchange, key.resumable()) ? Standing.RESUMABLE : Standing.UNCERTAIN;
    }

    /** Makes a resumable mail ours; false when another sender was faster. */
    boolean resume() {
        return repository.remove(exchange, key.resumable());
    }

    /** The recipients that have got the mail; the server's reply to each is not known any more. */
    List<RecipientResult> served(List<String> recipients) {
        return recipients.stream()
                .filter(to -> repository.contains(exchange, key.served(to)))
                .map(to -> new RecipientResult(to, true, null))
                .toList();
    }

    /** Those of the recipients to whom it was handed over without an answer, while others were not. */
    List<RecipientResult> doubted(List<String> recipients) {
        return recipients.stream()
                .filter(to -> repository.contains(exchange, key.doubted(to)))
                .map(to -> new RecipientResult(to, false, null))
                .toList();
    }

    /**
     * Writes down what came of an attempt. Interrupted anywhere, it leaves the mail uncertain or as it is.
     *
     * @param ours whether the claim is this attempt's own, and not that of another one, beside which it was sent on
     *     purpose
     */
    void settle(DeliveryState state, Attempt known, boolean ours) {
        switch (state) {
            case ACCEPTED -> {
                repository.add(exchange, key.accepted());
                if (!ours) {
                    // Its owner may have given it back meanwhile.
                    repository.add(exchange, key.claimed());
                }
            }
            case PARTIAL -> {
                addServed(known.served());
                repository.add(exchange, key.resumable());
            }
            case UNKNOWN -> {
                addServed(known.served());
                if (known.inDoubt().size() < known.waiting().size()) {
                    addDoubted(known.inDoubt());
                    repository.add(exchange, key.resumable());
                }
            }
            case NOT_SENT -> giveBack();
        }
    }

    /** Unless another process has sent the mail on purpose beside this one, or does so at this moment. */
    private void giveBack() {
        if (!isAccepted()) {
            repository.remove(exchange, key.claimed());
            if (isAccepted()) {
                repository.add(exchange, key.claimed());
            }
        }
    }

    private boolean isAccepted() {
        return repository.contains(exchange, key.accepted());
    }

    private void addServed(Settled served) {
        served.addresses().forEach(to -> repository.add(exchange, key.served(to)));
    }

    private void addDoubted(Settled doubted) {
        doubted.addresses().forEach(to -> repository.add(exchange, key.doubted(to)));
    }
}
