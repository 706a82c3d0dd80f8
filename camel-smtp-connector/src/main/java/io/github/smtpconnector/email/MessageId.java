// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Message identifiers (RFC 5322 section 3.6.4) as inputs give them: with angle brackets or without. */
final class MessageId {

    /** Keeps the line of a Message-ID far below 998 octets (RFC 5322 section 2.1.1). */
    private static final int OWN_LIMIT = 250;

    /** More mails than a thread has, and a field that servers still take. */
    private static final int MOST = 100;

    private MessageId() {}

    /** The identifier of a mail of our own, in angle brackets. */
    static String own(String given) {
        String id = given.startsWith("<") ? given : "<" + given + ">";
        if (id.length() > OWN_LIMIT || !id.endsWith(">") || !isOwn(id.substring(1, id.length() - 1))) {
            throw Syntax.badContent(Syntax.excerpt(given) + " is not like <unique.part@domain> of at most " + OWN_LIMIT
                    + " ASCII characters");
        }
        return id;
    }

    /**
     * The identifiers of other mails in angle brackets, without those that cannot be written. Of a thread that has grown
     * too long the first and the last stay (RFC 5537 section 3.4.4): by these a mail finds its place.
     */
    static List<String> listed(String given) {
        List<String> ids = new ThreadReader(given).ids();
        if (ids.size() <= MOST) {
            return ids;
        }
        List<String> kept = new ArrayList<>(MOST);
        kept.add(ids.get(0));
        kept.addAll(ids.subList(ids.size() - MOST + 1, ids.size()));
        return kept;
    }

    private static boolean isOwn(String id) {
        int at = id.indexOf('@');
        if (at < 0 || !isDotted(MessageId::isAsciiAtext, id.substring(0, at))) {
            return false;
        }
        String right = id.substring(at + 1);
        if (right.startsWith("[")) {
            return right.length() > 2
                    && right.endsWith("]")
                    && Characters.areAll(MessageId::isLiteral, right.substring(1, right.length() - 1));
        }
        return isDotted(c -> Characters.isAsciiLetterOrDigit(c) || c == '-' || c == '_', right);
    }

    /** Dots stand only between other characters. */
    private static boolean isDotted(IntPredicate fit, String text) {
        return !text.isEmpty()
                && !text.startsWith(".")
                && !text.endsWith(".")
                && !text.contains("..")
                && Characters.areAll(c -> c == '.' || fit.test(c), text);
    }

    private static boolean isAsciiAtext(int c) {
        return c < 0x80 && Characters.isAtext(c);
    }

    private static boolean isLiteral(int c) {
        return c > ' ' && c < 0x7F && c != '[' && c != '\\' && c != ']';
    }
}
