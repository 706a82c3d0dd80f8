// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.nio.charset.StandardCharsets;

/** The text or html of a mail: UTF-8, all line ends CRLF, in the lightest transfer encoding that no relay changes. */
final class TextBody {

    /** RFC 5322 section 2.1.1, without the CRLF. */
    private static final int LONGEST_LINE = 998;

    private TextBody() {}

    /** Writes the Content headers of the text, the empty line and the text; no line end is added to the text. */
    static void write(String subtype, String text, Octets out) {
        out.ascii("Content-Type: text/").ascii(subtype).ascii("; charset=UTF-8").crlf();
        writeEncoded(text, out);
    }

    /** Like {@link #write}, after a Content-Type that declares UTF-8. */
    static void writeEncoded(String text, Octets out) {
        out.ascii("Content-Transfer-Encoding: ");
        if (is7Bit(text)) {
            out.ascii("7bit").crlf().crlf();
            copyLines(text, out);
            return;
        }
        if (QuotedPrintable.isFit(text)) {
            out.ascii("quoted-printable").crlf().crlf();
            QuotedPrintable.encode(text, out);
        } else {
            out.ascii("base64").crlf().crlf();
            Base64Lines.encode(withCrlf(text).getBytes(StandardCharsets.UTF_8), out);
        }
    }

    /**
     * Whether a text arrives unchanged without any encoding. Relays and mailboxes change some legal lines: blanks at
     * the end, a dot alone, "From " at the start (RFC 2049 section 4). A line that looks like one of our {@linkplain
     * Boundaries} needs encoding, too.
     */
    static boolean is7Bit(String text) {
        int start = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (Ascii.isPrintable(c) || c == '\t') {
                continue;
            }
            if ((c != '\n' && c != '\r') || !isSafeLine(text, start, i)) {
                return false;
            }
            start = i + 1;
        }
        return isSafeLine(text, start, length);
    }

    private static boolean isSafeLine(String text, int start, int end) {
        if (start == end) {
            return true;
        }
        char last = text.charAt(end - 1);
        return end - start <= LONGEST_LINE
                && last != ' '
                && last != '\t'
                && !(last == '.' && end - start == 1)
                && !text.startsWith("From ", start)
                && !text.startsWith(Boundaries.MARKER, start);
    }

    /** Copies lines that end in CRLF already together with their neighbours. */
    private static void copyLines(String text, Octets out) {
        int copied = 0;
        int cr = find('\r', text, 0);
        int lf = find('\n', text, 0);
        while (cr < text.length() || lf < text.length()) {
            int end = Math.min(cr, lf);
            int next = Ascii.afterLineEnd(text, end);
            if (next == end + 1) {
                out.ascii(text, copied, end).crlf();
                copied = next;
            }
            cr = cr < next ? find('\r', text, next) : cr;
            lf = lf < next ? find('\n', text, next) : lf;
        }
        out.ascii(text, copied, text.length());
    }

    /** Where the character stands next, or the end of the text. */
    private static int find(char c, String text, int from) {
        int at = text.indexOf(c, from);
        return at < 0 ? text.length() : at;
    }

    private static String withCrlf(String text) {
        StringBuilder lines = new StringBuilder(text.length() + text.length() / 32 + 2);
        int start = 0;
        for (int end = lineEnd(text, 0); end < text.length(); end = lineEnd(text, start)) {
            lines.append(text, start, end).append("\r\n");
            start = Ascii.afterLineEnd(text, end);
        }
        return lines.append(text, start, text.length()).toString();
    }

    /** Where the line ends that begins there. */
    private static int lineEnd(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
            end++;
        }
        return end;
    }
}
