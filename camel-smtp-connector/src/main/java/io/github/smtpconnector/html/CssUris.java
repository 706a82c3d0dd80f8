// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.html;

import java.util.function.IntUnaryOperator;

/** Finds the {@code data:} URIs in {@code url()} of a style (CSS Syntax Level 3). */
final class CssUris {

    private CssUris() {}

    /** The style with other URIs in place of those that are to be replaced; the same string if there are none. */
    static String replace(String style, IntUnaryOperator positions, ImageUris.Replacement replacement) {
        Rewriting out = new Rewriting(style);
        int at = next(style, 0);
        while (at >= 0) {
            int start = at;
            while (start < style.length() && ImageUris.isSpace(style.charAt(start))) {
                start++;
            }
            char quote = start < style.length() ? style.charAt(start) : ')';
            boolean quoted = quote == '"' || quote == '\'';
            int uri = quoted ? start + 1 : start;
            int end = end(style, uri, quoted ? quote : ')');
            if (end < 0) {
                break;
            }
            if (style.regionMatches(true, uri, "data:", 0, 5)) {
                String given = unescaped(style.substring(uri, end)).strip();
                int position = positions.applyAsInt(uri) + 1;
                out.replace(uri, end, replacement.of(given, position, ImageUris.Place.STYLE));
            }
            at = next(style, end);
        }
        return out.finished();
    }

    /** Where the next {@code url(} ends, or -1. */
    private static int next(String style, int from) {
        int bracket = style.indexOf('(', from);
        while (bracket >= 0 && !(bracket >= 3 && style.regionMatches(true, bracket - 3, "url", 0, 3))) {
            bracket = style.indexOf('(', bracket + 1);
        }
        return bracket < 0 ? -1 : bracket + 1;
    }

    private static int end(String style, int from, char sign) {
        int at = from;
        while (at < style.length() && style.charAt(at) != sign) {
            at += style.charAt(at) == '\\' ? 2 : 1;
        }
        return at < style.length() ? at : -1;
    }

    /** CSS Syntax Level 3, section 4.3.7: up to six hexadecimal digits and a blank, a line end for nothing, or a sign. */
    private static String unescaped(String text) {
        int at = text.indexOf('\\');
        if (at < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int copied = 0;
        while (at >= 0) {
            plain.append(text, copied, at);
            int digits = at + 1;
            while (digits < text.length() && digits <= at + 6 && Character.digit(text.charAt(digits), 16) >= 0) {
                digits++;
            }
            if (digits > at + 1) {
                CharacterReferences.append(Integer.parseInt(text, at + 1, digits, 16), plain);
                copied = digits < text.length() && ImageUris.isSpace(text.charAt(digits)) ? digits + 1 : digits;
            } else if (digits < text.length() && text.charAt(digits) != '\n') {
                plain.append(text.charAt(digits));
                copied = digits + 1;
            } else {
                copied = Math.min(digits + 1, text.length());
            }
            at = text.indexOf('\\', copied);
        }
        return plain.append(text, copied, text.length()).toString();
    }
}
