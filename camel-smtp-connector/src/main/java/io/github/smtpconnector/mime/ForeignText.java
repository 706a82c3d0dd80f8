// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.UnsupportedEncodingException;
import org.jspecify.annotations.Nullable;

/** Texts as they stand in the header of a received mail: what they mean, as far as that can be read. */
public final class ForeignText {

    private static final String ENCODED_WORD = "=?";

    private ForeignText() {}

    /** The text with its encoded words read (RFC 2047), or as it was given where that cannot be. */
    public static String decoded(String given) {
        if (!given.contains(ENCODED_WORD)) {
            return given;
        }
        try {
            return MimeUtility.decodeText(given);
        } catch (UnsupportedEncodingException | RuntimeException e) {
            return given;
        }
    }

    /** The text on one line: a line end before a blank is where a long line was folded (RFC 5322 section 2.2.3). */
    public static String unfolded(String given) {
        if (given.indexOf('\r') < 0) {
            return given;
        }
        StringBuilder line = new StringBuilder(given.length());
        for (int i = 0; i < given.length(); i++) {
            if (isFold(given, i)) {
                i++;
            } else {
                line.append(given.charAt(i));
            }
        }
        return line.toString();
    }

    private static boolean isFold(String text, int i) {
        return i + 2 < text.length()
                && text.charAt(i) == '\r'
                && text.charAt(i + 1) == '\n'
                && (text.charAt(i + 2) == ' ' || text.charAt(i + 2) == '\t');
    }

    /**
     * The name of a received file. Many programs write it as encoded words, where RFC 2047 has no place for them.
     *
     * @param given the name that the receiver found
     * @param disposition the Content-Disposition it stands in, or null. Of encoded words in base64 a receiver that looks
     *     for folders may have kept the last part only, and here is the rest
     */
    public static String fileName(String given, @Nullable String disposition) {
        if (!given.contains("?=")) {
            return given;
        }
        String whole = parameter(disposition);
        return decoded(whole != null && whole.endsWith(given) ? whole : given);
    }

    private static @Nullable String parameter(@Nullable String disposition) {
        try {
            return disposition == null ? null : new ContentDisposition(unfolded(disposition)).getParameter("filename");
        } catch (ParseException e) {
            return null;
        }
    }
}
