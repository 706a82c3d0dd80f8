// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

/**
 * The boundaries of one message, in order. They come from the Message-ID, so that writing twice gives equal octets.
 * Neither base64 nor quoted-printable can hold {@code =_}, {@link TextBody} encodes a text that holds a line beginning with
 * it, and {@link FileBody} a message that holds one of these, so no content can look like one. None is the beginning of another.
 */
final class Boundaries {

    /** How every line with a boundary begins. */
    static final String MARKER = "--=_";

    private static final int LONGEST_SEED = 32;

    private final String seed;
    private int count;

    Boundaries(String messageId) {
        StringBuilder letters = new StringBuilder(LONGEST_SEED);
        for (int i = 0; i < messageId.length() && letters.length() < LONGEST_SEED; i++) {
            char c = messageId.charAt(i);
            if (Ascii.isLetterOrDigit(c)) {
                letters.append(c);
            }
        }
        seed = letters.toString();
    }

    /** Whether a reader could take the line for a boundary of this message. Other messages have other ids. */
    boolean mayBeOne(String line) {
        return line.startsWith(MARKER) && line.contains(seed);
    }

    String next() {
        count++;
        return "=_" + count + "_" + seed;
    }
}
