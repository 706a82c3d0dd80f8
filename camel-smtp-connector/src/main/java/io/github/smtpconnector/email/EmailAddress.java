// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One mailbox (RFC 5322 section 3.4): a name to show and an address to deliver to. Immutable; equal when they deliver
 * to the same mailbox is not promised, see {@link #addrSpec()}.
 *
 * @param displayName the name to show, decoded, or null
 * @param localPart the part before the at sign, unquoted
 * @param domain the domain as A-labels, or a domain literal in brackets
 */
public record EmailAddress(@Nullable String displayName, String localPart, String domain) {

    /** Reads one mailbox such as {@code ann@example.com} or {@code Ann <ann@example.com>}. */
    public static EmailAddress parse(String mailbox) {
        return AddressParser.parseList(mailbox).get(0);
    }

    /** Equal for addresses that are delivered to the same mailbox as far as a sender can tell. */
    String key() {
        return localPart + "@" + domain.toLowerCase(Locale.ROOT);
    }

    /** The address as it goes over the wire: local part quoted where it must be, domain as A-labels. */
    public String addrSpec() {
        return localPart + "@" + domain;
    }
}
