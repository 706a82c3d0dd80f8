// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.html;

/**
 * How long the names of tags and attributes are. The library for html puts a long name of a tag together piece by piece
 * and copies it each time, and {@code String.toLowerCase} copies a name at each letter that becomes two, and looks around
 * in it at each Greek sigma. So the names are looked at before, in one go and coarsely: what no browser would take for a
 * name may be counted as one.
 */
final class NameLengths {

    /** Longer than any name that has a meaning, and shorter than what is copied piece by piece. */
    private static final int LONGEST = 1_000;

    /** More than any word has. */
    private static final int MOST_COSTLY = 32;

    private static final char I_WITH_DOT = '\u0130';
    private static final char SIGMA = '\u03A3';

    private final String html;

    NameLengths(String html) {
        this.html = html;
    }

    boolean areFit() {
        int nameStart = -1;
        int costly = 0;
        for (int i = 0; i < html.length(); i++) {
            char c = html.charAt(i);
            if (c == '<') {
                nameStart = i;
            } else if (c == '/' && nameStart == i - 1) {
                nameStart = i;
            } else if (c == '/' || c == '>' || ImageUris.isSpace(c)) {
                nameStart = -1;
                costly = 0;
            } else if (nameStart == i - 1 && !ImageUris.isLetter(c)) {
                nameStart = -1;
            }
            costly += c == I_WITH_DOT || c == SIGMA ? 1 : 0;
            if (costly > MOST_COSTLY || (nameStart >= 0 && i - nameStart > LONGEST)) {
                return false;
            }
        }
        return true;
    }
}
