// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sender and the recipients that SMTP names to the server (RFC 5321 section 2.3.1). It is apart from the message,
 * so a Bcc cannot reach the headers.
 *
 * @param reversePath where bounces go, without angle brackets; empty for the null reverse-path
 * @param recipients distinct forward-paths without angle brackets, domains as A-labels; at least one
 * @param request the delivery options, or null for none
 */
public record Envelope(String reversePath, List<String> recipients, @Nullable DeliveryRequest request) {

    /** @throws IllegalArgumentException without a recipient, and for a path that would be more than one to a server */
    public Envelope {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("an envelope has at least one recipient");
        }
        check(reversePath);
        for (String recipient : recipients) {
            if (recipient.isEmpty()) {
                throw new IllegalArgumentException("a recipient is empty");
            }
            check(recipient);
        }
    }

    /** An envelope without delivery options. */
    public Envelope(String reversePath, List<String> recipients) {
        this(reversePath, recipients, null);
    }

    /** The same with these delivery options. */
    public Envelope asking(@Nullable DeliveryRequest besides) {
        return besides == null && request == null ? this : new Envelope(reversePath, recipients, besides);
    }

    /**
     * Refuses delivery options that are too late to be met.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONTENT naming the input
     */
    public void checkAt(Instant now) {
        String impossible = request == null ? null : request.impossibleAt(now);
        if (impossible != null) {
            throw Syntax.badContent(impossible);
        }
    }

    /** The same without a hold that ended between two attempts. */
    public Envelope released(Instant now) {
        return request == null ? this : asking(request.released(now));
    }

    /** Whether a local part is not ASCII, so that the server must offer SMTPUTF8 (RFC 6531). */
    public boolean needsUtf8() {
        for (String recipient : recipients) {
            if (!isAscii(recipient)) {
                return true;
            }
        }
        return !isAscii(reversePath);
    }

    private static void check(String path) {
        if (!SmtpPath.isSafe(path)) {
            throw new IllegalArgumentException(Syntax.excerpt(path) + " is no path (RFC 5321 section 4.1.2)");
        }
    }

    private static boolean isAscii(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}
