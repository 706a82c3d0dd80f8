// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Whether a line of what is written to it could be taken for a command by a server that should not look at it. Rather
 * one too many: a line counts that begins with a verb, whatever follows, behind blanks or not, after a CR or LF alone,
 * and one that is longer than a command may be (RFC 5321 section 4.5.3.1.4), for a server may go on in its middle.
 */
final class CommandScan extends OutputStream {

    private static final int LONGEST_COMMAND = 510;

    /** The first four letters of what servers know: RFC 5321, its forerunners and extensions, and what is in use besides. */
    private static final int[] VERBS = Stream.of(
                    "HELO", "EHLO", "LHLO", "MAIL", "RCPT", "DATA", "BDAT", "BURL", "RSET", "NOOP", "QUIT", "VRFY",
                    "EXPN", "HELP", "AUTH", "STAR", "ETRN", "ATRN", "TURN", "SEND", "SOML", "SAML", "XCLI", "XFOR",
                    "XEXC", "VERB", "ONEX", "POST", "CONN")
            .mapToInt(verb -> verb.chars().reduce(0, CommandScan::and))
            .sorted()
            .toArray();

    private int word;
    private int letters;
    private boolean inWord = true;
    private int length;
    private boolean found;

    /** Whether there was such a line. */
    boolean hasFound() {
        return found;
    }

    @Override
    public void write(int octet) {
        if (octet == '\n' || octet == '\r') {
            letters = 0;
            length = 0;
            inWord = true;
            return;
        }
        if (++length > LONGEST_COMMAND) {
            found = true;
        }
        if (inWord && (letters > 0 || octet > ' ' || octet < 0)) {
            word = and(word, octet);
            if (++letters == 4) {
                inWord = false;
                found |= Arrays.binarySearch(VERBS, word) >= 0;
            }
        }
    }

    /** A word of four in one number, capital or not: made for each line, so it must cost nothing. */
    private static int and(int word, int octet) {
        return (word << 8) | (octet & 0xdf);
    }

    @Override
    public void write(byte[] octets, int offset, int size) {
        for (int i = offset; i < offset + size && !found; i++) {
            write(octets[i]);
        }
    }
}
