// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

/**
 * What a server takes of its clients (LIMITS, RFC 9422 section 5); {@link Integer#MAX_VALUE} where it set no limit.
 *
 * @param mails transactions on one connection (MAILMAX)
 * @param recipients of one transaction (RCPTMAX)
 * @param domains of the recipients of one transaction (RCPTDOMAINMAX)
 */
public record Limits(int mails, int recipients, int domains) {

    /** Reads what follows LIMITS; what is no number above zero limits nothing. */
    static Limits of(String parameters) {
        int mails = Integer.MAX_VALUE;
        int recipients = Integer.MAX_VALUE;
        int domains = Integer.MAX_VALUE;
        for (String limit : parameters.split(" +", -1)) {
            int equals = limit.indexOf('=');
            int number = (int) Math.min(Integer.MAX_VALUE, Capabilities.limit(limit.substring(equals + 1)));
            switch (limit.substring(0, Math.max(0, equals))) {
                case "MAILMAX" -> mails = number;
                case "RCPTMAX" -> recipients = number;
                case "RCPTDOMAINMAX" -> domains = number;
                default -> {
                    // A limit that was registered later, or of no concern to us.
                }
            }
        }
        return new Limits(mails, recipients, domains);
    }
}
