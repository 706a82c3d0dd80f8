// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.net.IDN;
import java.text.Normalizer;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The part of an address after the at sign, as a server can take it: A-labels, or a literal in brackets (RFC 5321 section 4.1.2). */
final class Domain {

    /** RFC 5321 section 4.5.3.1.2. */
    private static final int LIMIT = 255;

    /** RFC 1035 section 2.3.4. */
    private static final int LABEL_LIMIT = 63;

    private Domain() {}

    /** The domain with every label in ASCII, otherwise as written. */
    static String toAscii(String domain) {
        if (domain.isEmpty()) {
            throw Syntax.badAddress("nothing after the '@'");
        }
        if (domain.startsWith("[")) {
            AddressLiteral.check(domain);
            return domain;
        }
        String ascii = Characters.areAll(Characters::isAscii, domain) ? domain : labelsToAscii(domain);
        int start = 0;
        for (int dot = ascii.indexOf('.'); dot >= 0; dot = ascii.indexOf('.', start)) {
            checkLabel(ascii, start, dot);
            start = dot + 1;
        }
        checkLabel(ascii, start, ascii.length());
        if (ascii.length() > LIMIT) {
            throw Syntax.badAddress("more than " + LIMIT + " octets after the '@'");
        }
        return ascii;
    }

    private static String labelsToAscii(String domain) {
        StringJoiner ascii = new StringJoiner(".");
        for (String label : domain.split("\\.", -1)) {
            ascii.add(labelToAscii(label));
        }
        return ascii.toString();
    }

    /** One label in ASCII. */
    static String labelToAscii(String label) {
        String ascii = Characters.areAll(Characters::isAscii, label) ? label : idnToAscii(label);
        if (ascii == null) {
            throw Syntax.badAddress(
                    Syntax.excerpt(label) + " in the domain has no single reading; write it in ASCII (xn--...)");
        }
        checkLabel(ascii, 0, ascii.length());
        return ascii;
    }

    private static void checkLabel(String ascii, int start, int end) {
        if (start == end) {
            throw Syntax.badAddress("the domain begins or ends with a dot, or has two in a row");
        }
        if (!isLetterDigitHyphen(ascii, start, end)) {
            throw Syntax.badAddress(Syntax.excerpt(ascii.substring(start, end)) + " is no part of a domain name");
        }
        if (end - start > LABEL_LIMIT) {
            throw Syntax.badAddress("more than " + LABEL_LIMIT + " octets between two dots of the domain");
        }
    }

    /**
     * The A-label, or null unless it stands for exactly what was written, case apart. The JDK knows only IDNA 2003, which
     * drops soft hyphens, narrows full-width letters and makes ss of the sharp s: the mail would go to somebody else.
     */
    private static @Nullable String idnToAscii(String label) {
        if (label.length() > LABEL_LIMIT || Characters.find(Characters::isHiddenOrSpace, label) != null) {
            return null;
        }
        try {
            String ascii = IDN.toASCII(label, IDN.USE_STD3_ASCII_RULES);
            return IDN.toUnicode(ascii).equals(inLowerCase(label)) ? ascii : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String inLowerCase(String label) {
        StringBuilder lower = new StringBuilder();
        // One by one: String.toLowerCase would make a final sigma, which is another letter in a domain.
        Normalizer.normalize(label, Normalizer.Form.NFC)
                .codePoints()
                .map(Character::toLowerCase)
                .forEach(lower::appendCodePoint);
        return lower.toString();
    }

    private static boolean isLetterDigitHyphen(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean inside = i > start && i < end - 1;
            if (!Characters.isAsciiLetterOrDigit(c) && !(c == '-' && inside)) {
                return false;
            }
        }
        return true;
    }
}
