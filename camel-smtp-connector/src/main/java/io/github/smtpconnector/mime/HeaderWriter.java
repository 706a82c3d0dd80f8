// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;

/**
 * Writes header fields, folded, and is the last gate before the wire: whatever was checked earlier, no value gets a
 * line end of its own, an octet that is neither printable nor a tab, or a line over 998 octets (RFC 5322 section 2.1.1) past it.
 */
final class HeaderWriter {

    /** One less than RFC 5322 recommends, and what RFC 2047 section 2 demands of a line with an encoded word. */
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

    /** One unbreakable piece of printable ASCII and tabs, parted from the one before by a space or a fold. */
    HeaderWriter word(String ascii) {
        return word(ascii, 0, ascii.length());
    }

    /** As {@link #word(String)}, from a text that holds more. */
    HeaderWriter word(String text, int from, int to) {
        separate(to - from);
        return glue(text, from, to);
    }

    /**
     * Begins a line where these words, the first of which may have several pieces, fit on one and not on the rest of this;
     * else where the first would fit then.
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

    /** As {@link #word}, but UTF-8 allowed: an address that only RFC 6532 can write. */
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

    /** More of the piece before, without a space. */
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
