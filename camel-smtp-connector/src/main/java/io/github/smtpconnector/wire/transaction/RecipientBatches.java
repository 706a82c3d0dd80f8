// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.wire.dialogue.Capabilities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Divides the recipients of a mail into batches, one for each transaction, as the server wants them. Where the server
 * limits the domains, the recipients of one domain follow each other, so that one look at each is enough.
 */
final class RecipientBatches {

    private final int domains;
    private List<String> waiting;
    private int most;
    private int from;
    private int to;

    RecipientBatches(List<String> recipients, Capabilities.Limits limits) {
        this.domains = limits.domains();
        this.most = limits.recipients();
        this.waiting = isLimitedByDomain() ? byDomain(recipients) : recipients;
    }

    private boolean isLimitedByDomain() {
        return domains < Integer.MAX_VALUE;
    }

    boolean isEmpty() {
        return from == waiting.size();
    }

    /** The recipients of the next transaction. */
    List<String> next() {
        to = (int) Math.min(waiting.size(), (long) from + most);
        if (isLimitedByDomain()) {
            to = endOfDomains();
        }
        return waiting.subList(from, to);
    }

    /** That transaction is over. Those that the server wants in another one come first in the next. */
    void done(Recipients recipients) {
        List<String> rest = recipients.rest();
        if (rest.isEmpty()) {
            from = to;
            return;
        }
        // So many and no more is what the server has just shown.
        most = Math.max(1, recipients.accepted());
        rest.addAll(waiting.subList(to, waiting.size()));
        waiting = rest;
        from = 0;
    }

    private int endOfDomains() {
        int seen = 0;
        String last = "";
        for (int i = from; i < to; i++) {
            String domain = domain(waiting.get(i));
            if (!domain.equals(last)) {
                if (seen == domains) {
                    return i;
                }
                seen++;
                last = domain;
            }
        }
        return to;
    }

    private static List<String> byDomain(List<String> recipients) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String recipient : recipients) {
            groups.computeIfAbsent(domain(recipient), any -> new ArrayList<>()).add(recipient);
        }
        return groups.values().stream().flatMap(List::stream).toList();
    }

    private static String domain(String recipient) {
        return recipient.substring(recipient.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }
}
