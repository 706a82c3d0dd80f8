// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.ledger.LedgerMail;
import io.github.smtpconnector.ledger.SendLedger;
import io.github.smtpconnector.ledger.Settlement;
import io.github.smtpconnector.ledger.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;

/**
 * What a repository of Camel knows of one mail. It knows nothing but texts, of which adding tells whether one was there;
 * so each state of a mail is an entry, and each entry is written before what it would be dangerous not to know. It does
 * not know who is at a mail, and since when: to it, busy is uncertain. Used once, by one thread.
 */
final class RepositoryLedger implements SendLedger {

    private final IdempotentRepository repository;
    private final Exchange exchange;
    private final IdempotencyKey key;
    private boolean ours;

    RepositoryLedger(IdempotentRepository repository, Exchange exchange, IdempotencyKey key) {
        this.repository = repository;
        this.exchange = exchange;
        this.key = key;
    }

    @Override
    public @Nullable Standing look(LedgerMail mail) {
        return contains(key.claimed()) ? begun(mail) : null;
    }

    @Override
    public Standing claim(LedgerMail mail, String owner, Duration lease, Again again) {
        if (repository.add(exchange, key.claimed())) {
            ours = true;
            return new Standing.Ours();
        }
        Standing standing = begun(mail);
        if (standing instanceof Standing.Resumable rest) {
            // One of many takes it away; to the others, that one has begun it.
            ours = repository.remove(exchange, key.resumable());
            return ours ? rest : new Standing.Uncertain(null, null, rest.served(), rest.doubted());
        }
        return standing;
    }

    private Standing begun(LedgerMail mail) {
        if (isAccepted()) {
            return new Standing.Accepted(null, null);
        }
        boolean resumable = contains(key.resumable());
        List<String> served = new ArrayList<>();
        List<String> doubted = new ArrayList<>();
        for (String to : mail.recipients()) {
            if (contains(key.served(to))) {
                served.add(to);
            } else if (contains(key.doubted(to))) {
                doubted.add(to);
            }
        }
        return resumable
                ? new Standing.Resumable(served, doubted)
                : new Standing.Uncertain(null, null, served, doubted);
    }

    /** Interrupted anywhere, it leaves the mail uncertain or as it is. */
    @Override
    public void settle(LedgerMail mail, String owner, Settlement settlement) {
        switch (settlement.state()) {
            case ACCEPTED -> {
                add(key.accepted());
                if (!ours) {
                    // Its owner may have given it back meanwhile.
                    add(key.claimed());
                }
            }
            case PARTIAL -> {
                settlement.served().forEach(to -> add(key.served(to)));
                add(key.resumable());
            }
            case UNKNOWN -> {
                settlement.served().forEach(to -> add(key.served(to)));
                if (settlement.isResumable()) {
                    settlement.doubted().forEach(to -> add(key.doubted(to)));
                    add(key.resumable());
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
                add(key.claimed());
            }
        }
    }

    private boolean isAccepted() {
        return contains(key.accepted());
    }

    private boolean contains(String entry) {
        return repository.contains(exchange, entry);
    }

    private void add(String entry) {
        repository.add(exchange, entry);
    }
}
