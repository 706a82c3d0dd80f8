// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a mail is called in the table. The first half of the digest is enough to tell mails apart: of ten thousand million
 * keys two are the same with a chance of one to a million million million.
 */
final class MailNames {

    private static final int HALF = 32;
    private static final Pattern GIVEN = Pattern.compile("<?([0-9A-Fa-f]{32})(?:[0-9A-Fa-f]{32})?(?:@[^ >]{1,255}>?)?");

    private MailNames() {}

    static UUID id(String digest) {
        return new UUID(
                Long.parseUnsignedLong(digest, 0, HALF / 2, 16), Long.parseUnsignedLong(digest, HALF / 2, HALF, 16));
    }

    /** The id as a person reads it: the beginning of the digest, and so of most Message-IDs. */
    static String text(UUID id) {
        return String.format(Locale.ROOT, "%016x%016x", id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** The id that a person means; null where the text is none. */
    static @Nullable UUID given(String text) {
        Matcher matcher = GIVEN.matcher(text.strip());
        return matcher.matches() ? id(matcher.group(1).toLowerCase(Locale.ROOT)) : null;
    }

    /** A Message-ID without what the digest says of it. */
    static String brief(String messageId, String digest) {
        String left = '<' + digest + '@';
        return messageId.startsWith(left) && messageId.endsWith(">")
                ? messageId.substring(left.length() - 1, messageId.length() - 1)
                : messageId;
    }

    /** The whole of a Message-ID that may be a brief one. */
    static @Nullable String whole(@Nullable String messageId, String digest) {
        return messageId != null && messageId.startsWith("@") ? '<' + digest + messageId + '>' : messageId;
    }
}
