// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.html;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Finds the text that the {@code style} of elements hides. Mail programs show a line of it in the list of mails; a
 * reader of the mail does not see it.
 */
final class Styles {

    /** Elements that change whether text has a size, the innermost first. */
    private final Deque<Sized> sized = new ArrayDeque<>();

    private record Sized(Object element, boolean nothing) {}

    /**
     * Whether the element is hidden with all that it holds. {@code mso-hide} does not count: it hides from Outlook
     * alone, and buttons have it that all other mail programs show.
     */
    static boolean isHidden(String style) {
        return "none".equalsIgnoreCase(value(style, "display"))
                || "hidden".equalsIgnoreCase(value(style, "visibility"))
                || isZero(value(style, "opacity"))
                || isZero(value(style, "max-height"));
    }

    /** @param table whether the element is a table: without a document type, tables do not inherit a size */
    void begin(Object element, String style, boolean table) {
        String size = value(style, "font-size");
        if (isZero(size)) {
            sized.push(new Sized(element, true));
        } else if (!isShown() && (table || (size != null && !isRelative(size)))) {
            sized.push(new Sized(element, false));
        }
    }

    void end(Object element) {
        if (!sized.isEmpty() && sized.element().element() == element) {
            sized.pop();
        }
    }

    /** Whether text has a size here; images have a size of their own. */
    boolean isShown() {
        return sized.isEmpty() || !sized.element().nothing();
    }

    private static boolean isRelative(String size) {
        return endsWith(size, "%")
                || (endsWith(size, "em") && !endsWith(size, "rem"))
                || endsWith(size, "ex")
                || size.equalsIgnoreCase("smaller")
                || size.equalsIgnoreCase("larger")
                || size.equalsIgnoreCase("inherit");
    }

    /** In any case. */
    private static boolean endsWith(String value, String end) {
        return value.regionMatches(true, value.length() - end.length(), end, 0, end.length());
    }

    /** As 0, 0px or 0.0em. */
    private static boolean isZero(@Nullable String value) {
        if (value == null || value.isEmpty() || value.charAt(0) != '0') {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= '1' && c <= '9') {
                return false;
            }
        }
        return true;
    }

    /** The last value of a property, without its mark as important; null when it is not set. */
    private static @Nullable String value(String style, String property) {
        String found = null;
        for (int start = 0; start < style.length(); ) {
            int semicolon = style.indexOf(';', start);
            int end = semicolon < 0 ? style.length() : semicolon;
            String declaration = style.substring(start, end);
            int colon = declaration.indexOf(':');
            if (colon >= 0 && declaration.substring(0, colon).strip().equalsIgnoreCase(property)) {
                int mark = declaration.indexOf('!');
                found = declaration
                        .substring(colon + 1, mark < colon ? declaration.length() : mark)
                        .strip();
            }
            start = end + 1;
        }
        return found;
    }
}
