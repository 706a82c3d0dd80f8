// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.camel.Exchange;

/** Reads a body as a mail that somebody else wrote. */
final class PrebuiltMessage {

    private PrebuiltMessage() {}

    /** A {@code MimeMessage} as it is, anything else as the octets of one. */
    static MimeMessage read(Object body, Exchange exchange) throws UnusableInputException {
        if (body instanceof MimeMessage message) {
            return message;
        }
        try (InputStream octets = FileValue.read(body, exchange).content().open()) {
            return new MimeMessage(Session.getInstance(new Properties()), octets);
        } catch (IOException | MessagingException e) {
            throw new UnusableInputException("cannot be read as a mail, which bodyAs=MIME needs", e);
        }
    }
}
