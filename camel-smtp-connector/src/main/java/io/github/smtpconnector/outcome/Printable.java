// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

/** Makes foreign text safe for one line of a log: a server, or who writes a mail, must not be able to forge another. */
public final class Printable {

    private Printable() {}

    /** The text with control, format and line-separating characters written as {@code \\uXXXX}. */
    public static String escape(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isHarmless(c)) {
                if (escaped != null) {
                    escaped.append(c);
                }
                continue;
            }
            if (escaped == null) {
                escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            escaped.append(String.format("\\u%04X", (int) c));
        }
        return escaped == null ? text : escaped.toString();
    }

    private static boolean isHarmless(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
