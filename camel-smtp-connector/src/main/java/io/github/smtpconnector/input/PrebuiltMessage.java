// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.camel.Exchange;

/** Reads a body as a mail that was written elsewhere. A body with none of the fields of a mail is no mail. */
final class PrebuiltMessage {

    /** Where a mail comes from, and what servers and mail programs write into every one (RFC 5322 section 3.6). */
    private static final String[] FIELDS_OF_A_MAIL = {
        "From",
        "Sender",
        "To",
        "Cc",
        "Subject",
        "Date",
        "Message-ID",
        "Received",
        "Return-Path",
        "MIME-Version",
        "Content-Type"
    };

    private PrebuiltMessage() {}

    /** A {@code MimeMessage} as it is, anything else as the octets of one. */
    static MimeMessage read(Object body, Exchange exchange) throws UnusableInputException {
        if (body instanceof MimeMessage message) {
            return message;
        }
        try (InputStream octets = FileValue.read(body, exchange).content().open()) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), octets);
            if (!message.getMatchingHeaders(FIELDS_OF_A_MAIL).hasMoreElements()) {
                throw new UnusableInputException(
                        "is no mail, which bodyAs=MIME needs: it does not begin with fields such"
                                + " as From, To and Subject; give the octets of a whole mail, or set another bodyAs");
            }
            return message;
        } catch (IOException | MessagingException e) {
            throw new UnusableInputException("cannot be read as a mail, which bodyAs=MIME needs", e);
        }
    }
}
