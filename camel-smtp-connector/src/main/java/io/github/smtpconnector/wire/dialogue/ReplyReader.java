// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads replies (RFC 5321 section 4.2) and never more of one than a server can have reason to send: a reply without
 * end would fill the memory. One thread at a time.
 */
final class ReplyReader {

    /** Eight times what RFC 5321 section 4.5.3.1.5 allows: some servers are talkative, none needs more. */
    static final int MAX_LINE = 4096;

    static final int MAX_LINES = 256;

    /** All lines together: a hundred of the length that RFC 5321 allows. */
    static final int MAX_REPLY = 64 * 1024;

    /** Where octets come from. */
    @FunctionalInterface
    interface Source {
        /** As {@link java.io.InputStream#read(byte[], int, int)}. */
        int read(byte[] octets, int offset, int length) throws IOException;
    }

    private final Source source;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int limit;
    private byte[] spill = new byte[512];

    ReplyReader(Source source) {
        this.source = source;
    }

    /** The number of octets that have arrived beyond the last reply. */
    int buffered() {
        return limit - position;
    }

    /** Whether what has arrived beyond the last reply begins with this code. */
    boolean isNext(String code) {
        return buffered() >= code.length()
                && new String(buffer, position, code.length(), StandardCharsets.US_ASCII).equals(code);
    }

    /**
     * The next reply.
     *
     * @throws ProtocolException when it is none
     * @throws EOFException when the server closed the connection
     */
    Reply read() throws IOException {
        String text = readLine();
        int code = code(text);
        if (isLast(text)) {
            return new Reply(code, List.of(textOf(text)));
        }
        List<String> lines = new ArrayList<>();
        lines.add(textOf(text));
        int length = text.length();
        do {
            if (lines.size() == MAX_LINES) {
                throw new ProtocolException("a reply of more than " + MAX_LINES + " lines");
            }
            text = readLine();
            if (code(text) != code) {
                throw new ProtocolException("one reply with two codes, " + code + " and " + code(text));
            }
            lines.add(textOf(text));
            length += text.length();
            if (length > MAX_REPLY) {
                throw new ProtocolException("a reply of more than " + MAX_REPLY + " octets");
            }
        } while (!isLast(text));
        return new Reply(code, List.copyOf(lines));
    }

    private static int code(String text) throws ProtocolException {
        if (text.length() < 3 || (text.length() > 3 && text.charAt(3) != ' ' && text.charAt(3) != '-')) {
            throw notSmtp(text);
        }
        int code = 0;
        for (int i = 0; i < 3; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                throw notSmtp(text);
            }
            code = code * 10 + digit - '0';
        }
        if (code < 200 || code > 599) {
            throw notSmtp(text);
        }
        return code;
    }

    private static ProtocolException notSmtp(String text) {
        // A TLS alert or handshake record begins with 21 or 22 and the version 3.
        if (text.length() > 1 && (text.charAt(0) == 21 || text.charAt(0) == 22) && text.charAt(1) == 3) {
            return new TlsRecordException();
        }
        return new ProtocolException("a line that is no SMTP reply");
    }

    private static boolean isLast(String text) {
        return text.length() == 3 || text.charAt(3) == ' ';
    }

    private static String textOf(String text) {
        return text.length() <= 4 ? "" : text.substring(4);
    }

    /** One line without its end. A lone LF ends it too: what counts is to stay in step with the server. */
    private String readLine() throws IOException {
        int spilled = 0;
        while (true) {
            int end = indexOfLf();
            int length = (end < 0 ? limit : end) - position;
            if (spilled + length > MAX_LINE) {
                throw new ProtocolException("a reply line of more than " + MAX_LINE + " octets");
            }
            if (end >= 0 && spilled == 0) {
                String text = decode(buffer, position, length);
                position = end + 1;
                return text;
            }
            if (spilled + length > spill.length) {
                spill = Arrays.copyOf(spill, MAX_LINE);
            }
            System.arraycopy(buffer, position, spill, spilled, length);
            spilled += length;
            position = end < 0 ? limit : end + 1;
            if (end >= 0) {
                return decode(spill, 0, spilled);
            }
            fill();
        }
    }

    private int indexOfLf() {
        for (int i = position; i < limit; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Reply texts may be UTF-8 (RFC 6531 section 3.7.4.2); other octets become replacement characters. */
    private static String decode(byte[] octets, int offset, int length) {
        int end = length > 0 && octets[offset + length - 1] == '\r' ? length - 1 : length;
        return new String(octets, offset, end, StandardCharsets.UTF_8);
    }

    private void fill() throws IOException {
        int read = source.read(buffer, 0, buffer.length);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        position = 0;
        limit = read;
    }
}
