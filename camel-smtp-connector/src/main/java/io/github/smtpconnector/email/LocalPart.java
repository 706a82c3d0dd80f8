// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

/** The part of an address before the at sign (RFC 5321 section 4.1.2): case-sensitive, and checked for safety only. */
final class LocalPart {

    /** RFC 5321 section 4.5.3.1.1, in octets as they go over the wire. */
    private static final int LIMIT = 64;

    private LocalPart() {}

    /** Checks a local part without its quotes, and gives its length in octets on the wire. */
    static int check(String localPart) {
        if (localPart.isEmpty()) {
            throw Syntax.badAddress("nothing before the '@'");
        }
        int octets = localPart.length() > LIMIT ? localPart.length() : Characters.octets(wireForm(localPart));
        if (octets > LIMIT) {
            throw Syntax.badAddress("more than " + LIMIT + " octets before the '@'");
        }
        String refused = Characters.find(Characters::isHiddenOrSpace, localPart);
        if (refused != null) {
            throw Syntax.badAddress(refused + " has no place before the '@'");
        }
        return octets;
    }

    /** As a dot-string where possible, else as a quoted string; a reader gets the same meaning back. */
    static String wireForm(String localPart) {
        return isDotString(localPart) ? localPart : quote(localPart);
    }

    static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static boolean isDotString(String text) {
        return !text.isEmpty()
                && !text.startsWith(".")
                && !text.endsWith(".")
                && !text.contains("..")
                && Characters.areAll(LocalPart::isAtextOrDot, text);
    }

    private static boolean isAtextOrDot(int c) {
        return c == '.' || Characters.isAtext(c);
    }
}
