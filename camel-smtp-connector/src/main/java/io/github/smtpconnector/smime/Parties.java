// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The people of a mail, by their addresses without names.
 *
 * @param authors the mailboxes of From and Sender
 * @param shown the mailboxes of To and Cc
 * @param recipients all recipients
 */
public record Parties(List<String> authors, List<String> shown, List<String> recipients) {

    public Parties {
        authors = List.copyOf(authors);
        shown = List.copyOf(shown);
        recipients = List.copyOf(recipients);
    }

    /** The recipients that the others do not see. */
    List<String> hidden() {
        Set<String> known = new HashSet<>();
        shown.forEach(address -> known.add(CertificateOwner.lower(address)));
        return recipients.stream()
                .filter(recipient -> !known.contains(CertificateOwner.lower(recipient)))
                .toList();
    }
}
