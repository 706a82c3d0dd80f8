// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.net.IDN;
import java.text.Normalizer;
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
        StringBuilder ascii = new StringBuilder();
        for (String label : domain.split("\\.", -1)) {
            ascii.append(ascii.length() == 0 ? "" : ".").append(labelToAscii(label));
        }
        if (ascii.length() > LIMIT) {
            throw Syntax.badAddress("more than " + LIMIT + " octets after the '@'");
        }
        return ascii.toString();
    }

    /** One label in ASCII. */
    static String labelToAscii(String label) {
        if (label.isEmpty()) {
            throw Syntax.badAddress("the domain begins or ends with a dot, or has two in a row");
        }
        String ascii = Characters.areAll(Characters::isAscii, label) ? label : idnToAscii(label);
        if (ascii == null) {
            throw Syntax.badAddress(
                    Syntax.excerpt(label) + " in the domain has no single reading; write it in ASCII (xn--...)");
        }
        if (!isLetterDigitHyphen(ascii)) {
            throw Syntax.badAddress(Syntax.excerpt(label) + " is no part of a domain name");
        }
        if (ascii.length() > LABEL_LIMIT) {
            throw Syntax.badAddress("more than " + LABEL_LIMIT + " octets between two dots of the domain");
        }
        return ascii;
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

    private static boolean isLetterDigitHyphen(String label) {
        return !label.startsWith("-")
                && !label.endsWith("-")
                && Characters.areAll(c -> c == '-' || Characters.isAsciiLetterOrDigit(c), label);
    }
}
