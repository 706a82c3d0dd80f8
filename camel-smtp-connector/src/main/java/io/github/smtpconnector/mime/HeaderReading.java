// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

/** Finds the end of a message's header, behind the first empty line, in octets that come in pieces. */
public final class HeaderReading {

    private boolean inHeader = true;
    private boolean emptyLine = true;

    /** Whether the empty line has not come yet. */
    public boolean inHeader() {
        return inHeader;
    }

    /** How far the header goes in these octets, its empty line included; {@code from} where it has ended before. */
    public int end(byte[] octets, int from, int to) {
        int at = from;
        while (inHeader && at < to) {
            byte octet = octets[at++];
            if (octet == '\n') {
                inHeader = !emptyLine;
                emptyLine = true;
            } else if (octet != '\r') {
                emptyLine = false;
            }
        }
        return at;
    }
}
