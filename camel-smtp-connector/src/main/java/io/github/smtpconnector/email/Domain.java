// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

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
        return labelToAscii(label, Installed.IDNA);
    }

    static String labelToAscii(String label, Idna idna) {
        String ascii = Characters.areAll(Characters::isAscii, label) ? label : idnToAscii(label, idna);
        if (ascii == null) {
            String advice = idna instanceof Idna2003 ? ", or add " + Idna.LIBRARY + ", which knows more scripts" : "";
            throw Syntax.badAddress(Syntax.excerpt(label)
                    + " in the domain has no single reading; write it in ASCII (xn--...)" + advice);
        }
        checkLabel(ascii, 0, ascii.length());
        return ascii;
    }

    private static @Nullable String idnToAscii(String label, Idna idna) {
        return label.length() > LABEL_LIMIT || Characters.find(c -> false, label) != null ? null : idna.toAscii(label);
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

    /** Looked up once, when the first mail needs it. */
    private static final class Installed {
        static final Idna IDNA = Idna.installed();
    }
}
