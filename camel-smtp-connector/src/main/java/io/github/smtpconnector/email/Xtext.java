// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.HexFormat;

/** Texts as values of SMTP parameters, which are ASCII without blanks and {@code =}. */
final class Xtext {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Xtext() {}

    /** RFC 3461 section 4: of ASCII. */
    static String of(String ascii) {
        StringBuilder xtext = new StringBuilder(ascii.length() + 16);
        for (int i = 0; i < ascii.length(); i++) {
            char c = ascii.charAt(i);
            if (c > ' ' && c < 0x7F && c != '+' && c != '=') {
                xtext.append(c);
            } else {
                xtext.append('+').append(HEX.toHexDigits((byte) c));
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
                // At least two digits, and no leading zeros beyond that.
                xtext.append("\\x{")
                        .append(c < 0x10 ? "0" : "")
                        .append(HEX.toHexDigits(c).replaceFirst("^0++", ""))
                        .append('}');
            }
        });
        return xtext.toString();
    }
}
