// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

/**
 * Names of the mail formats, in which only the case of ASCII letters is of no account (RFC 2045 section 5.1, RFC 5322
 * section 1.2.2). {@code String.toLowerCase} is no way to read them: it copies the whole text at each letter that becomes
 * two, and looks around in it at each Greek sigma, so a megabyte of these takes hours. It also makes a k of U+212A.
 *
 * <p>Internal; may change.
 */
public final class LowerCase {

    private LowerCase() {}

    /** The text with its ASCII letters in lower case. The same text when there is nothing to change. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUpper(text.charAt(i))) {
                return changed(text, i);
            }
        }
        return text;
    }

    private static String changed(String text, int from) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isUpper(c)) {
                lower.setCharAt(i, (char) (c - 'A' + 'a'));
            }
        }
        return lower.toString();
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
