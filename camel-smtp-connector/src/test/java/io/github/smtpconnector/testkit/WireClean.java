// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.nio.charset.StandardCharsets;

/** What every mail must keep to on the wire, whatever its content (RFC 5322 section 2.1.1, RFC 5321 section 2.3.8). */
public final class WireClean {

    private static final int LONGEST_LINE = 998;

    private WireClean() {}

    /** As {@link #assertWireClean8Bit}, and no octet above 127. */
    public static void assertWireClean(byte[] mail) {
        for (int i = 0; i < mail.length; i++) {
            if (mail[i] < 0) {
                throw new AssertionError("octet above 127 at " + i);
            }
        }
        assertWireClean8Bit(mail);
    }

    /**
     * Only CRLF line ends, the last line ended too, no NUL, no line over 998 octets, no header line that is blank only,
     * and an empty line after the headers.
     */
    public static void assertWireClean8Bit(byte[] mail) {
        int start = 0;
        boolean headers = true;
        for (int i = 0; i < mail.length; i++) {
            if (mail[i] == 0) {
                throw new AssertionError("NUL at " + i);
            }
            if (mail[i] == '\n') {
                throw new AssertionError("bare LF at " + i);
            }
            if (mail[i] != '\r') {
                continue;
            }
            if (i + 1 == mail.length || mail[i + 1] != '\n') {
                throw new AssertionError("bare CR at " + i);
            }
            if (i - start > LONGEST_LINE) {
                throw new AssertionError("line of " + (i - start) + " octets at " + start);
            }
            if (headers && i > start && new String(mail, start, i - start, StandardCharsets.UTF_8).isBlank()) {
                throw new AssertionError("blank header line at " + start);
            }
            headers &= i > start;
            i++;
            start = i + 1;
        }
        if (headers) {
            throw new AssertionError("no empty line after the headers");
        }
        if (start != mail.length) {
            throw new AssertionError("the last line has no CRLF");
        }
    }
}
