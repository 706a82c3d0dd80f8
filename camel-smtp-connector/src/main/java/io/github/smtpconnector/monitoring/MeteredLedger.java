// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.monitoring;

import io.github.smtpconnector.ledger.Decision;
import io.github.smtpconnector.ledger.LedgerMail;
import io.github.smtpconnector.ledger.SendLedger;
import io.github.smtpconnector.ledger.Settlement;
import io.github.smtpconnector.ledger.Standing;
import io.github.smtpconnector.ledger.UncertainMail;
import io.github.smtpconnector.sending.BesideTheMail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts how mails stood in a ledger when they were to be sent. */
final class MeteredLedger implements SendLedger {

    private static final Logger LOG = LoggerFactory.getLogger(MeteredLedger.class);

    private final SendLedger ledger;
    private final Again whenUncertain;
    private final Consumer<String> counter;

    /**
     * A ledger with counters.
     *
     * @param whenUncertain whether a mail that is uncertain goes on to be claimed
     * @param counter counts one more of a standing
     */
    MeteredLedger(SendLedger ledger, Again whenUncertain, Consumer<String> counter) {
        this.ledger = ledger;
        this.whenUncertain = whenUncertain;
        this.counter = counter;
    }

    /** Counted where it decides: a mail that is claimed next is counted then. */
    @Override
    public @Nullable Standing look(LedgerMail mail) {
        Standing standing = counting(() -> ledger.look(mail));
        if (standing != null && !goesOn(standing)) {
            count(name(standing));
        }
        return standing;
    }

    private boolean goesOn(Standing standing) {
        return standing instanceof Standing.Resumable
                || (standing instanceof Standing.Uncertain && whenUncertain == Again.YES);
    }

    @Override
    public Standing claim(LedgerMail mail, String owner, Duration lease, Again again) {
        Standing standing = counting(() -> ledger.claim(mail, owner, lease, again));
        count(name(standing));
        return standing;
    }

    @Override
    public void settle(LedgerMail mail, String owner, Settlement settlement) {
        try {
            ledger.settle(mail, owner, settlement);
        } catch (RuntimeException e) {
            count("UNSETTLED");
            throw e;
        }
    }

    private <T extends @Nullable Object> T counting(Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            count("FAILED");
            throw e;
        }
    }

    private static String name(Standing standing) {
        return standing.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    private void count(String standing) {
        BesideTheMail.logging(LOG, "Counting a mail", () -> counter.accept(standing));
    }

    @Override
    public List<UncertainMail> uncertain(int most) {
        return ledger.uncertain(most);
    }

    @Override
    public boolean decide(String id, Decision decision) {
        return ledger.decide(id, decision);
    }

    @Override
    public void purge(Instant before) {
        ledger.purge(before);
    }
}
