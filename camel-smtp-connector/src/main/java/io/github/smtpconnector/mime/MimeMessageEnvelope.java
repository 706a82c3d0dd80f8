// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
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
 * The sender and recipients in the headers of a {@link MimeMessage}: addresses without names, not yet checked.
 *
 * @param from the first author, or null
 * @param recipients To, Cc and Bcc, groups taken apart
 * @param shown the recipients in To and Cc, which every reader sees
 */
public record MimeMessageEnvelope(@Nullable String from, List<String> recipients, List<String> shown) {

    public MimeMessageEnvelope {
        shown = List.copyOf(shown);
        recipients = List.copyOf(recipients);
    }

    /**
     * Reads the headers.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (ADDRESS_SYNTAX) when they cannot be read
     */
    public static MimeMessageEnvelope of(MimeMessage message) {
        try {
            List<String> from = addresses(message.getFrom());
            List<String> shown = addresses(message.getRecipients(RecipientType.TO));
            shown.addAll(addresses(message.getRecipients(RecipientType.CC)));
            List<String> recipients = new ArrayList<>(shown);
            recipients.addAll(addresses(message.getRecipients(RecipientType.BCC)));
            return new MimeMessageEnvelope(from.isEmpty() ? null : from.get(0), recipients, shown);
        } catch (MessagingException e) {
            throw Failure.permanent(
                            Category.ADDRESS_SYNTAX,
                            "an address header of the MimeMessage cannot be read: " + e.getMessage())
                    .causedBy(e)
                    .toException();
        }
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
