// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One mailbox (RFC 5322 section 3.4): a name to show and an address to deliver to. Immutable and checked, whether read
 * from text or put together by hand; equal when the name is equal, too.
 *
 * @param displayName the name to show, decoded, or null
 * @param localPart the part before the at sign, unquoted
 * @param domain the domain as A-labels, or a domain literal in brackets; given as U-labels it becomes A-labels
 */
public record EmailAddress(@Nullable String displayName, String localPart, String domain) {

    /** RFC 5321 section 4.5.3.1.3 less the angle brackets, in octets. */
    private static final int PATH_LIMIT = 254;

    /** The length of a header line (RFC 5322 section 2.1.1). A longer text is no name. */
    private static final int NAME_LIMIT = 998;

    /**
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category ADDRESS_SYNTAX when a part is empty,
     *     too long or holds a character it must not hold
     */
    public EmailAddress {
        displayName = checkedName(displayName);
        int octets = LocalPart.check(localPart);
        domain = Domain.toAscii(domain);
        if (octets + 1 + domain.length() > PATH_LIMIT) {
            throw Syntax.badAddress("an address of more than " + PATH_LIMIT + " octets");
        }
    }

    /**
     * Reads one mailbox such as {@code ann@example.com} or {@code Ann <ann@example.com>}.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category ADDRESS_SYNTAX when there is none, more
     *     than one, or something that cannot be read without guessing
     */
    public static EmailAddress parse(String mailbox) {
        return AddressParser.parseOne(mailbox);
    }

    /**
     * Reads mailboxes separated by comma or semicolon; none from a blank text.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category ADDRESS_SYNTAX naming the first that
     *     cannot be read
     */
    public static List<EmailAddress> parseList(String mailboxes) {
        return AddressParser.parseList(mailboxes);
    }

    /** The address as it goes over the wire: local part quoted where it must be, domain as A-labels. */
    public String addrSpec() {
        return LocalPart.wireForm(localPart) + "@" + domain;
    }

    /** Equal for addresses that mean the same mailbox, as far as a sender can know (RFC 5321 section 2.4). */
    String key() {
        return localPart + "@" + domain.toLowerCase(Locale.ROOT);
    }

    /** The mailbox as a person writes it; reading it gives an equal one. */
    @Override
    public String toString() {
        if (displayName == null) {
            return addrSpec();
        }
        return (isPhrase(displayName) ? displayName : LocalPart.quote(displayName)) + " <" + addrSpec() + ">";
    }

    private static @Nullable String checkedName(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String refused = Characters.findHiddenInName(name);
        if (refused != null) {
            throw Syntax.badAddress(refused + " has no place in a display name");
        }
        if (name.length() > NAME_LIMIT) {
            throw Syntax.badAddress("a display name of more than " + NAME_LIMIT + " characters");
        }
        return Characters.showsNothing(name) ? null : name;
    }

    private static boolean isPhrase(String name) {
        return !name.startsWith(" ")
                && !name.endsWith(" ")
                && !name.contains("  ")
                && Characters.areAll(c -> c == ' ' || c == '.' || Characters.isAtext(c), name);
    }
}
