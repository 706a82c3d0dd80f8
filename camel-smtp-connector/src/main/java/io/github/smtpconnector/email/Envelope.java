// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.List;

/**
 * Who sends and who receives, as the server is told (RFC 5321 section 2.3.1); apart from the message, so that a Bcc
 * cannot reach its headers.
 *
 * @param reversePath where bounces go, without angle brackets; empty for the null reverse-path
 * @param recipients distinct forward-paths without angle brackets, domains as A-labels; at least one
 */
public record Envelope(String reversePath, List<String> recipients) {

    public Envelope {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("an envelope has at least one recipient");
        }
    }

    /** Whether a local part is not ASCII, so that the server must offer SMTPUTF8 (RFC 6531). */
    public boolean needsUtf8() {
        for (String recipient : recipients) {
            if (!isAscii(recipient)) {
                return true;
            }
        }
        return !isAscii(reversePath);
    }

    private static boolean isAscii(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}
