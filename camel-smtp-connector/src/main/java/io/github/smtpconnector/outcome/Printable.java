// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

/**
 * Makes foreign text safe for one line of a log: neither a server nor the writer of a mail can forge another line.
 *
 * <p>Internal; may change.
 */
public final class Printable {

    private Printable() {}

    /** The text with control, format and line-separating characters written as {@code \\uXXXX}. */
    public static String escape(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isHarmless(c)) {
                escaped.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    escaped.append(String.format("\\u%04X", (int) unit));
                }
            }
        });
        return escaped.toString();
    }

    /** A fast check that nearly all texts pass. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
