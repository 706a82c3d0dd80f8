// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses in the headers of a {@link MimeMessage}, without names, not yet checked. Each header is read when it is
 * asked for: they were written elsewhere, and a broken one that is not needed is no reason not to send.
 */
public record MimeMessageEnvelope(MimeMessage message) {

    /** Reads one or more fields. */
    private interface Reading {
        Address @Nullable [] read() throws MessagingException;
    }

    /**
     * The first author, or null.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (ADDRESS_SYNTAX) when the field cannot be read
     */
    public @Nullable String from() {
        List<String> from = addresses("From", "from", message::getFrom);
        return from.isEmpty() ? null : from.get(0);
    }

    /**
     * The addresses in To and Cc, which all receivers see; groups taken apart.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (ADDRESS_SYNTAX) when a field cannot be read
     */
    public List<String> shown() {
        List<String> shown = new ArrayList<>(addresses("To", "to", () -> message.getRecipients(RecipientType.TO)));
        shown.addAll(addresses("Cc", "to", () -> message.getRecipients(RecipientType.CC)));
        return shown;
    }

    /**
     * The addresses in To, Cc and Bcc; groups taken apart.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (ADDRESS_SYNTAX) when a field cannot be read
     */
    public List<String> recipients() {
        List<String> recipients = new ArrayList<>(shown());
        recipients.addAll(addresses("Bcc", "to", () -> message.getRecipients(RecipientType.BCC)));
        return recipients;
    }

    /** Whether there is a To, Cc or Bcc, readable or not. */
    public boolean namesRecipients() {
        try {
            return message.getMatchingHeaders(new String[] {"To", "Cc", "Bcc"}).hasMoreElements();
        } catch (MessagingException e) {
            return false;
        }
    }

    private static List<String> addresses(String field, String option, Reading reading) {
        try {
            return addresses(reading.read());
        } catch (MessagingException e) {
            throw unreadable(field, option, e);
        }
    }

    private static SmtpConnectorException unreadable(String field, String option, MessagingException cause) {
        return Failure.permanent(
                        Category.ADDRESS_SYNTAX,
                        "the " + field + " of the MimeMessage cannot be read: " + cause.getMessage()
                                + "; give the addresses by header or by the option " + option)
                .causedBy(cause)
                .toException();
    }

    private static List<String> addresses(Address @Nullable [] given) throws AddressException {
        List<String> addresses = new ArrayList<>();
        for (Address address : given == null ? new Address[0] : given) {
            if (!(address instanceof InternetAddress internet)) {
                addresses.add(address.toString());
            } else if (internet.isGroup()) {
                addresses.addAll(addresses(internet.getGroup(false)));
            } else {
                addresses.add(internet.getAddress());
            }
        }
        return addresses;
    }
}
