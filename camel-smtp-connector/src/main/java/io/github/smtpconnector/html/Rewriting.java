// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.html;

import org.jspecify.annotations.Nullable;

/**
 * A text of which some places are replaced, from its beginning to its end. Copies nothing before the first replacement.
 */
final class Rewriting {

    private final String text;
    private @Nullable StringBuilder changed;
    private int copied;

    Rewriting(String text) {
        this.text = text;
    }

    /** Puts the other text in this place; null keeps the text. */
    void replace(int start, int end, @Nullable String other) {
        if (other == null || (other.length() == end - start && text.startsWith(other, start))) {
            return;
        }
        if (changed == null) {
            changed = new StringBuilder(text.length() / 2);
        }
        changed.append(text, copied, start).append(other);
        copied = end;
    }

    /** The text with everything replaced; the same string if nothing was. */
    String finished() {
        return changed == null
                ? text
                : changed.append(text, copied, text.length()).toString();
    }
}
