// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.email.AddressField;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.EmailAddress;
import io.github.smtpconnector.mime.ForeignText;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import jakarta.mail.internet.InternetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Adds the addresses of one input to a mail, in whatever form they come: a text list, the text of a JSON array, an array
 * or a Collection. An element that is none of these becomes a violation that names the input and the element.
 */
public record AddressInput(Email.Builder mail) {

    /**
     * Adds the addresses that an input gives.
     *
     * @param input the name that violations show
     */
    public void add(AddressField field, String input, @Nullable Object value) {
        if (value instanceof CharSequence text) {
            addText(field, input, text.toString());
        } else if (value instanceof Iterable<?> list && takesSeveral(field)) {
            addElements(field, input, list);
        } else if (value instanceof Object[] array && takesSeveral(field)) {
            addElements(field, input, Arrays.asList(array));
        } else if (value != null) {
            addMailbox(field, input, value);
        }
    }

    private void addText(AddressField field, String input, String text) {
        if (takesSeveral(field) && JsonValues.looksLikeArray(text)) {
            try {
                add(field, input, JsonValues.parse(text));
            } catch (UnusableInputException e) {
                refuse(
                        field,
                        input,
                        "begins like a JSON array but " + e.problem()
                                + "; write each address in double quotes, or the list without brackets");
            }
        } else if (!text.isBlank()) {
            addList(field, input, text);
        }
    }

    /** A list that stands in the header of a received mail is folded, and its names are encoded words. */
    private void addList(AddressField field, String input, String text) {
        String list = ForeignText.unfolded(text);
        if (!list.contains("=?")) {
            mail.add(field, input, list);
            return;
        }
        try {
            EmailAddress.parseList(list).forEach(mailbox -> mail.add(field, input, decoded(mailbox)));
        } catch (SmtpConnectorException e) {
            mail.add(field, input, list);
        }
    }

    /** No name is meant to read like an encoded word. Decoded last, so that no comma of a name can part the list. */
    private static EmailAddress decoded(EmailAddress mailbox) {
        String name = mailbox.displayName();
        try {
            return name == null
                    ? mailbox
                    : new EmailAddress(ForeignText.decoded(name), mailbox.localPart(), mailbox.domain());
        } catch (SmtpConnectorException e) {
            return mailbox;
        }
    }

    /** One element may itself be a text list; a blank one is nothing, as in the original connector. */
    private void addElements(AddressField field, String input, Iterable<?> elements) {
        int index = 0;
        for (Object element : elements) {
            String name = input + "[" + index++ + "]";
            Object plain = JsonValues.plain(element);
            if (!(plain instanceof CharSequence text)) {
                addMailbox(field, name, plain);
            } else if (!text.toString().isBlank()) {
                addList(field, name, text.toString());
            }
        }
    }

    private void addMailbox(AddressField field, String input, @Nullable Object value) {
        if (value instanceof InternetAddress address) {
            addOne(field, input, address.toUnicodeString());
        } else if (value instanceof EmailAddress address) {
            mail.add(field, input, address);
        } else {
            refuse(
                    field,
                    input,
                    "is " + Kind.of(value) + " where " + (takesSeveral(field) ? "an address" : "one address")
                            + " belongs");
        }
    }

    /** Adds the one address of an object that is not checked yet: a list in it is not what it claims to be. */
    void addOne(AddressField field, String input, String text) {
        try {
            mail.add(field, input, EmailAddress.parse(text));
        } catch (SmtpConnectorException e) {
            refuse(field, input, String.valueOf(e.getMessage()));
        }
    }

    private void refuse(AddressField field, String input, String problem) {
        mail.unreadable(field, input, problem);
    }

    private static boolean takesSeveral(AddressField field) {
        return field != AddressField.FROM && field != AddressField.SENDER && field != AddressField.ENVELOPE_FROM;
    }
}
