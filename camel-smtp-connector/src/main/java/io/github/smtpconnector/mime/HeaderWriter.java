// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;

/**
 * Writes and folds header fields, and is the last gate before the wire: it refuses a value with a line end of its own,
 * with an octet that is neither printable nor a tab, or with a line over 998 octets (RFC 5322 section 2.1.1).
 */
final class HeaderWriter {

    /** The limit of RFC 2047 section 2 for a line with an encoded word, and one less than RFC 5322 recommends. */
    static final int LINE = 76;

    private static final int LONGEST_LINE = 998;

    private final Octets out;
    private String field = "";
    private int lineStart;
    private boolean empty;
    private boolean needsUtf8;

    HeaderWriter(Octets out) {
        this.out = out;
    }

    /** Begins a field. */
    HeaderWriter field(String name) {
        field = name;
        lineStart = out.length();
        out.ascii(name).add(':');
        empty = true;
        return this;
    }

    /** One unbreakable piece of printable ASCII and tabs, behind a space or a fold. */
    HeaderWriter word(String ascii) {
        return word(ascii, 0, ascii.length());
    }

    /** Like {@link #word(String)}, for a part of a text. */
    HeaderWriter word(String text, int from, int to) {
        separate(to - from);
        return glue(text, from, to);
    }

    /**
     * Begins a new line when both words fit on it and not on the rest of this one; otherwise when the first word does.
     * The first word may have several pieces.
     */
    HeaderWriter together(int first, int second) {
        int both = first + 1 + second;
        int width = both < LINE ? both : first;
        if (!empty && width > room() && width < LINE) {
            endLine();
            lineStart = out.length();
        }
        return this;
    }

    /** Like {@link #word} with UTF-8 allowed, for an address that only RFC 6532 can write. */
    HeaderWriter address(String addrSpec, String before, String after) {
        separate(addrSpec.length() + before.length() + after.length());
        glue(before);
        if (Ascii.isPrintable(addrSpec)) {
            return glue(addrSpec).glue(after);
        }
        for (int i = 0; i < addrSpec.length(); i++) {
            if (addrSpec.charAt(i) < 128) {
                refuseUnprintable(addrSpec.charAt(i));
            }
        }
        needsUtf8 = true;
        out.utf8(addrSpec);
        return glue(after);
    }

    /** Adds to the piece before, without a space. */
    HeaderWriter glue(String ascii) {
        return glue(ascii, 0, ascii.length());
    }

    private HeaderWriter glue(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            refuseUnprintable(text.charAt(i));
        }
        out.ascii(text, from, to);
        return this;
    }

    /** Ends the field. */
    void end() {
        endLine();
    }

    /** The longest word that still fits on this line. */
    int room() {
        return LINE - (out.length() - lineStart) - 1;
    }

    /** Whether an address was written that is not ASCII. */
    boolean needsUtf8() {
        return needsUtf8;
    }

    private void separate(int width) {
        if (!empty && width > room()) {
            endLine();
            lineStart = out.length();
        }
        out.add(' ');
        empty = false;
    }

    private void endLine() {
        if (out.length() - lineStart > LONGEST_LINE) {
            throw Failure.permanent(Category.CONTENT, "the header " + field + " holds a piece too long for one line")
                    .withAdvice("Shorten it; a line has at most 998 octets")
                    .toException();
        }
        out.crlf();
    }

    private void refuseUnprintable(char c) {
        if (!Ascii.isPrintable(c) && c != '\t') {
            throw Failure.permanent(
                            Category.CONTENT,
                            "the header " + field + " holds the character U+"
                                    + Integer.toHexString(0x10000 | c).substring(1))
                    .withAdvice("Take it out; it cannot be written there")
                    .toException();
        }
    }
}
