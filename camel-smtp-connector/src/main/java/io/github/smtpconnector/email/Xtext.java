// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.Locale;

/** Texts as values of SMTP parameters, which hold no blank, no {@code =} and nothing but ASCII. */
final class Xtext {

    private Xtext() {}

    /** RFC 3461 section 4: of ASCII. */
    static String of(String ascii) {
        StringBuilder xtext = new StringBuilder(ascii.length() + 16);
        for (int i = 0; i < ascii.length(); i++) {
            char c = ascii.charAt(i);
            if (c > ' ' && c < 0x7F && c != '+' && c != '=') {
                xtext.append(c);
            } else {
                xtext.append(String.format(Locale.ROOT, "+%02X", (int) c));
            }
        }
        return xtext.toString();
    }

    /** RFC 6533 section 3, utf-8-addr-xtext: of any characters, and safe whatever the server does with octets above 127. */
    static String ofUtf8(String text) {
        StringBuilder xtext = new StringBuilder(text.length() + 32);
        text.codePoints().forEach(c -> {
            if (c > ' ' && c < 0x7F && c != '+' && c != '=' && c != '\\') {
                xtext.append((char) c);
            } else {
                xtext.append(String.format(Locale.ROOT, "\\x{%02X}", c));
            }
        });
        return xtext.toString();
    }
}
