// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom a mail concerns, as addresses without names.
 *
 * @param authors who stands in its From and Sender
 * @param shown who stands in its To and Cc
 * @param recipients who gets it
 */
public record Parties(List<String> authors, List<String> shown, List<String> recipients) {

    public Parties {
        authors = List.copyOf(authors);
        shown = List.copyOf(shown);
        recipients = List.copyOf(recipients);
    }

    /** Who gets it unknown to the others. */
    List<String> hidden() {
        Set<String> known = new HashSet<>();
        shown.forEach(address -> known.add(CertificateOwner.lower(address)));
        return recipients.stream()
                .filter(recipient -> !known.contains(CertificateOwner.lower(recipient)))
                .toList();
    }
}
