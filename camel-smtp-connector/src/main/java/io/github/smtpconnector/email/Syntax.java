// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;

/** The failures for refused inputs, and the texts they quote. */
final class Syntax {

    static final int EXCERPT = 80;

    private Syntax() {}

    static SmtpConnectorException badAddress(String problem) {
        return Failure.permanent(Category.ADDRESS_SYNTAX, problem).toException();
    }

    static SmtpConnectorException badContent(String problem) {
        return Failure.permanent(Category.CONTENT, problem).toException();
    }

    static SmtpConnectorException badOption(String problem) {
        return Failure.permanent(Category.CONFIG, problem).toException();
    }

    /** The text quoted for a message: one line, at most 80 characters of it, whole code points. */
    static String excerpt(String text) {
        return "'" + shown(text) + "'";
    }

    /** The same without quotes. */
    static String shown(String text) {
        return shown(text, EXCERPT);
    }

    /** One line, at most so many characters of the text. */
    static String shown(String text, int most) {
        if (text.length() <= most) {
            return escape(text);
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return escape(text.substring(0, end)) + "…";
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            // A no-break space would look like a plain space.
            if (Characters.isUnpaired(c) || Characters.isHiddenOrSpace(c)) {
                escaped.append(String.format("\\u%04X", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
