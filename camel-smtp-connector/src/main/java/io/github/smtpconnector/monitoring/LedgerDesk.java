// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.monitoring;

import io.github.smtpconnector.ledger.Decision;
import io.github.smtpconnector.ledger.SendLedger;
import io.github.smtpconnector.ledger.UncertainMail;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person does at a ledger, by JMX or the console: see what is uncertain, and say what became of it. */
public final class LedgerDesk {

    /** A person reads no more of them, and decides on the first ones first. */
    private static final int MOST = 1_000;

    private final @Nullable SendLedger ledger;

    /**
     * The desk of a ledger.
     *
     * @param ledger null where an endpoint has none, or is stopped
     */
    public LedgerDesk(@Nullable SendLedger ledger) {
        this.ledger = ledger;
    }

    private SendLedger ledger() {
        SendLedger known = ledger;
        if (known == null) {
            throw new IllegalStateException("this endpoint has no ledger, or is stopped");
        }
        return known;
    }

    /** The mails of which it is unknown whether they were delivered, the oldest first. */
    public List<Map<String, String>> uncertain() {
        return ledger().uncertain(MOST).stream().map(LedgerDesk::row).toList();
    }

    private static Map<String, String> row(UncertainMail mail) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("id", mail.id());
        row.put("since", mail.since().toString());
        if (mail.messageId() != null) {
            row.put("messageId", mail.messageId());
        }
        if (mail.owner() != null) {
            row.put("owner", mail.owner());
        }
        return row;
    }

    /**
     * Writes what a person has found out.
     *
     * @param decision DELIVERED or SEND_AGAIN
     * @return whether there was such a mail, and it was uncertain
     */
    public boolean decide(String id, String decision) {
        Decision decided;
        try {
            decided = Decision.valueOf(decision.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the decision is DELIVERED or SEND_AGAIN, not '" + decision + "'", e);
        }
        return ledger().decide(id, decided);
    }

    /** Forgets what is decided and older than so many days. */
    public void purge(int days) {
        if (days < 1) {
            throw new IllegalArgumentException("give a day at least: what is forgotten is sent when it comes again");
        }
        ledger().purge(Clock.systemUTC().instant().minus(Duration.ofDays(days)));
    }
}
