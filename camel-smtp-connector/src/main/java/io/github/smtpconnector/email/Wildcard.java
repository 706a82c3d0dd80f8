// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.List;

/**
 * A text in which {@code *} stands for any characters, or none. Matching never goes back, because the leftmost match is
 * as good as any.
 */
final class Wildcard {

    private final List<String> fixed;

    Wildcard(String pattern) {
        fixed = List.of(pattern.split("\\*", -1));
    }

    boolean matches(String text) {
        String first = fixed.get(0);
        String last = fixed.get(fixed.size() - 1);
        if (fixed.size() == 1) {
            return text.equals(first);
        }
        int end = text.length() - last.length();
        int position = first.length();
        if (position > end || !text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        for (int i = 1; i < fixed.size() - 1; i++) {
            String middle = fixed.get(i);
            int found = text.indexOf(middle, position);
            if (found < 0 || found + middle.length() > end) {
                return false;
            }
            position = found + middle.length();
        }
        return true;
    }
}
