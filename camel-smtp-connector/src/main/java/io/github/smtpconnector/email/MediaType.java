// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The syntax of a media type with its parameters (RFC 2045 section 5.1), read in one go. */
final class MediaType {

    /** Of a type and of a subtype (RFC 6838 section 4.2). */
    private static final int NAME_LIMIT = 127;

    /** A parameter stands whole on a line of 998 octets (RFC 5322 section 2.1.1). */
    private static final int PARAMETER_LIMIT = 900;

    private final String text;
    private final Map<String, String> parameters = new HashMap<>();
    private int position;

    private MediaType(String text) {
        this.text = text;
    }

    /** Whether the text is one media type, such as {@code text/plain; charset=utf-8}, and nothing else. */
    static boolean isValid(String text) {
        return new MediaType(text).isValid();
    }

    /** Whether it is a container of body parts, which an attachment's octets are not. */
    static boolean isMultipart(String text) {
        return Characters.startsWithIgnoreCase(text, "multipart/");
    }

    /** The value of a parameter without its quotes, or null where the text is no media type or has no such parameter. */
    static @Nullable String parameter(String name, String text) {
        MediaType type = new MediaType(text);
        return type.isValid() ? type.parameters.get(name) : null;
    }

    private boolean isValid() {
        if (!name() || !next('/') || !name()) {
            return false;
        }
        while (position < text.length()) {
            spaces();
            if (!next(';')) {
                return false;
            }
            spaces();
            int start = position;
            if (!token() || !next('=')) {
                return false;
            }
            String name = LowerCase.of(text.substring(start, position - 1));
            start = position;
            if (!token() && !quotedString()) {
                return false;
            }
            if (name.length() + position - start > PARAMETER_LIMIT) {
                return false;
            }
            parameters.putIfAbsent(name, unquoted(text.substring(start, position)));
        }
        return true;
    }

    private boolean name() {
        int start = position;
        return token() && position - start <= NAME_LIMIT;
    }

    private boolean token() {
        int start = position;
        while (position < text.length() && isTokenCharacter(text.charAt(position))) {
            position++;
        }
        return position > start;
    }

    private boolean quotedString() {
        if (!next('"')) {
            return false;
        }
        while (position < text.length() && text.charAt(position) != '"') {
            if (text.charAt(position) == '\\') {
                position++;
            }
            if (position == text.length() || !isPrintable(text.charAt(position))) {
                return false;
            }
            position++;
        }
        return next('"');
    }

    private static String unquoted(String value) {
        if (!value.startsWith("\"")) {
            return value;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < value.length() - 1; i++) {
            i += value.charAt(i) == '\\' ? 1 : 0;
            text.append(value.charAt(i));
        }
        return text.toString();
    }

    private boolean next(char expected) {
        boolean there = position < text.length() && text.charAt(position) == expected;
        position += there ? 1 : 0;
        return there;
    }

    private void spaces() {
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
    }

    private static boolean isTokenCharacter(char c) {
        return isPrintable(c) && c != ' ' && "()<>@,;:\\\"/[]?=".indexOf(c) < 0;
    }

    private static boolean isPrintable(char c) {
        return c >= ' ' && c < 0x7F;
    }
}
