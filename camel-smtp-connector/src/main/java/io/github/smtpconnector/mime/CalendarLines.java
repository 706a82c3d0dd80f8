// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

/** The lines of an iCalendar object, none over 75 octets (RFC 5545 section 3.1). */
final class CalendarLines {

    private static final int LONGEST = 75;

    private CalendarLines() {}

    /** Folds longer lines between characters, and not behind a blank. Other lines stay as they are. */
    static String folded(String text) {
        StringBuilder lines = new StringBuilder(text.length() + text.length() / 32);
        int start = 0;
        int octets = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int width = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (c == '\r' || c == '\n') {
                octets = 0;
            } else if (octets + width > LONGEST) {
                int end = behindNoBlank(text, start, i);
                lines.append(text, start, end).append("\r\n ");
                start = end;
                // The characters that move to the new line are read again, so that their octets count there.
                i = end;
                octets = 1;
                continue;
            } else {
                octets += width;
            }
            i += Character.charCount(c);
        }
        return lines.append(text, start, text.length()).toString();
    }

    private static int behindNoBlank(String text, int start, int most) {
        int end = most;
        while (end > start
                && end > most - LONGEST / 2
                && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
            end--;
        }
        return end > start && end > most - LONGEST / 2 ? end : most;
    }
}
