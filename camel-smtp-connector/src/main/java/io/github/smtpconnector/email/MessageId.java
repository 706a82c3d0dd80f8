// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Message identifiers (RFC 5322 section 3.6.4) as inputs give them: with angle brackets or without. */
final class MessageId {

    /** So that the line of a Message-ID stays far below 998 octets (RFC 5322 section 2.1.1). */
    private static final int OWN_LIMIT = 250;

    /** What others wrote may be longer, but must still fit on a line. */
    private static final int LISTED_LIMIT = 900;

    private static final Pattern OWN = Pattern.compile(
            "<[a-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]++)*+"
                    + "@(?:[a-z0-9_-]++(?:\\.[a-z0-9_-]++)*+|\\[[!-Z^-~]++\\])>",
            Pattern.CASE_INSENSITIVE);

    /** Identifiers of other mails come from everywhere, and a thread must not break at one that is not as it should be. */
    private static final Pattern LISTED = Pattern.compile("<[!-;=?-~]++>");

    /** As a received mail has them: folded (RFC 5322 section 2.2.3). */
    private static final Pattern SEPARATOR = Pattern.compile("(?:\r?\n(?=[ \t])|[ \t,])+");

    private MessageId() {}

    /** The identifier of a mail of our own, in angle brackets. */
    static String own(String given) {
        String id = bracketed(given);
        if (id.length() > OWN_LIMIT || !OWN.matcher(id).matches()) {
            throw Syntax.badContent(Syntax.excerpt(given) + " is not like <unique.part@domain> of at most " + OWN_LIMIT
                    + " ASCII characters");
        }
        return id;
    }

    /** The identifiers of other mails, in angle brackets. */
    static List<String> listed(String given) {
        List<String> ids = new ArrayList<>();
        for (String piece : SEPARATOR.split(given, -1)) {
            if (piece.isEmpty()) {
                continue;
            }
            String id = bracketed(piece);
            if (id.length() > LISTED_LIMIT || !LISTED.matcher(id).matches()) {
                throw Syntax.badContent(Syntax.excerpt(piece) + " is no message id like <unique.part@domain>");
            }
            ids.add(id);
        }
        return ids;
    }

    private static String bracketed(String id) {
        return id.startsWith("<") ? id : "<" + id + ">";
    }
}
