// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.util.List;

/**
 * A mail as a ledger knows it.
 *
 * @param digest the SHA-256 of its key in lower-case hex
 * @param messageId its Message-ID in angle brackets; by default its left side is the digest
 * @param recipients all that are to have it, as they go over the wire
 */
public record LedgerMail(String digest, String messageId, List<String> recipients) {

    public LedgerMail {
        recipients = List.copyOf(recipients);
    }
}
