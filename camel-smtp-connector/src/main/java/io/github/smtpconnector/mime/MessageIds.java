// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.net.IDN;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes Message-IDs (RFC 5322 section 3.6.4): 128 random bits at the sender's domain. Looks up no host name. */
public final class MessageIds {

    /** Stands for a domain that a Message-ID cannot hold; reserved, so it belongs to no owner (RFC 2606). */
    private static final String NO_DOMAIN = "message-id.invalid";

    private final RandomGenerator random;

    /**
     * @param random must not be guessable, for instance a {@link java.security.SecureRandom}; as thread-safe as the
     *     instance is to be
     */
    public MessageIds(RandomGenerator random) {
        this.random = random;
    }

    /** A new id in angle brackets, at that domain or domain literal. */
    public String create(String domain) {
        // One call only: each call of a SecureRandom computes a digest under a lock that all senders share.
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return at(HexFormat.of().formatHex(bits), domain);
    }

    /** The id in angle brackets with that left side, which is a dot-atom. */
    public static String at(String left, String domain) {
        return '<' + left + '@' + right(domain) + '>';
    }

    private static String right(String domain) {
        if (isDotAtom(domain) || isLiteral(domain)) {
            return domain;
        }
        try {
            String ascii = IDN.toASCII(domain);
            return isDotAtom(ascii) ? ascii : NO_DOMAIN;
        } catch (IllegalArgumentException e) {
            return NO_DOMAIN;
        }
    }

    private static boolean isDotAtom(String text) {
        char before = '.';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean atom = Ascii.isLetterOrDigit(c) || c == '-' || c == '_';
            if (!atom && (c != '.' || before == '.')) {
                return false;
            }
            before = c;
        }
        return before != '.';
    }

    /** A no-fold-literal. */
    private static boolean isLiteral(String text) {
        int last = text.length() - 1;
        if (last < 2 || text.charAt(0) != '[' || text.charAt(last) != ']') {
            return false;
        }
        for (int i = 1; i < last; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~' || c == '[' || c == ']' || c == '\\') {
                return false;
            }
        }
        return true;
    }
}
