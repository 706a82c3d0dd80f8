// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.email.AddressField;
import io.github.smtpconnector.email.AllowedRecipients;
import io.github.smtpconnector.email.DeliveryRequest;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.headers.InputHeaders;
import io.github.smtpconnector.mime.ForeignText;
import io.github.smtpconnector.mime.MimeMessageEnvelope;
import io.github.smtpconnector.options.AllOptions;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.sending.IdempotencyKey;
import io.github.smtpconnector.sending.OutgoingMail;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the mail out of an exchange; no other class does. Only the headers in {@link InputHeaders}, the body and
 * Camel's attachments have an effect, and the exchange stays as it was. Everything that is wrong is reported at once.
 */
public final class EmailReader {

    private static final Map<InputField, AddressField> ADDRESSES = Map.of(
            InputField.FROM, AddressField.FROM,
            InputField.TO, AddressField.TO,
            InputField.DYNAMIC_TO, AddressField.TO,
            InputField.CC, AddressField.CC,
            InputField.CC_JSON, AddressField.CC,
            InputField.BCC, AddressField.BCC,
            InputField.BCC_JSON, AddressField.BCC,
            InputField.REPLY_TO, AddressField.REPLY_TO);

    private static final Set<InputField> SENDERS = EnumSet.of(InputField.FROM, InputField.REPLY_TO);
    private static final Set<InputField> RECIPIENTS = EnumSet.range(InputField.TO, InputField.BCC_JSON);
    private static final EnumSet<InputField> DELIVERY = EnumSet.copyOf(DeliveryInput.FIELDS);
    private static final Set<InputField> CONTENTS = contents();

    private static final Logger LOG = LoggerFactory.getLogger(EmailReader.class);

    private final AllOptions options;
    private final AllowedRecipients allowed;
    private final AtomicBoolean warned = new AtomicBoolean();
    private final HeaderCheck headers;
    private final PlaceCheck places = new PlaceCheck();

    private static Set<InputField> contents() {
        Set<InputField> contents = EnumSet.complementOf(EnumSet.range(InputField.FROM, InputField.BCC_JSON));
        contents.removeAll(DELIVERY);
        return contents;
    }

    /**
     * Reads by these options.
     *
     * @param options checked, and not changed any more
     * @param headers of the endpoint, which remembers what it has warned of
     */
    public EmailReader(AllOptions options, HeaderCheck headers) {
        String patterns = options.getAllowedRecipients();
        this.options = options;
        this.headers = headers;
        this.allowed = patterns == null ? AllowedRecipients.all() : AllowedRecipients.of(patterns);
    }

    /**
     * The mail that an exchange asks for.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException naming every input that cannot be used
     */
    public OutgoingMail read(Exchange exchange) {
        Email.Builder mail = Email.builder().allowedRecipients(allowed);
        IdempotencyKey key = KeyInput.read(exchange.getMessage(), mail, options.memoryOption());
        OutgoingMail read = read(exchange, mail);
        return key == null ? read : read.named(key);
    }

    private OutgoingMail read(Exchange exchange, Email.Builder mail) {
        BodyReader.Body body = body(exchange, mail);
        Map<String, ?> fields = body instanceof BodyReader.Fields given ? given.values() : Map.of();
        Inputs inputs = new Inputs(exchange.getMessage(), fields, options);
        headers.check(exchange.getMessage(), inputs, mail);
        mail.advice(input -> where(input, exchange, inputs));
        if (body instanceof BodyReader.Finished finished) {
            return finished(finished.email(), mail, inputs);
        }
        if (body instanceof BodyReader.Prebuilt prebuilt) {
            return prebuilt(prebuilt.message(), mail, inputs);
        }
        return composed(mail, inputs, exchange);
    }

    private @Nullable String where(String input, Exchange exchange, Inputs inputs) {
        String where = HeaderCheck.where(input, exchange.getMessage());
        if (input.equals(InputField.TEXT.title()) && inputs.get(InputField.CALENDAR) != null) {
            return where + "; a calendar needs one of them beside it";
        }
        boolean meansInputs =
                input.equals(InputField.TO.title()) && new BodyReader(exchange, options).looksLikeInputs();
        return meansInputs
                ? where + "; the body begins like a JSON object, which holds inputs with bodyAs=INPUTS"
                : where;
    }

    /** A mail that is sent again after an interruption must have the same id, and only the key promises that. */
    private void checkOwnId(@Nullable Object id, Email.Builder mail) {
        String memory = options.memoryOption();
        if (id != null && memory != null) {
            mail.violation(
                    Category.CONTENT,
                    InputField.OWN_MESSAGE_ID.title(),
                    "has no place beside " + memory + ", with which the Message-ID is made of the key; remove it");
        }
    }

    private BodyReader.Body body(Exchange exchange, Email.Builder mail) {
        try {
            return new BodyReader(exchange, options).read();
        } catch (UnusableInputException e) {
            mail.violation(Category.CONTENT, "Body", e.problem());
            return BodyReader.Fields.NONE;
        }
    }

    private OutgoingMail composed(Email.Builder mail, Inputs inputs, Exchange exchange) {
        addAddresses(SENDERS, mail, inputs);
        addAddresses(RECIPIENTS, mail, inputs);
        addEnvelopeFrom(mail);
        addText(InputField.SUBJECT, line -> mail.subject(ForeignText.unfolded(line)), mail, inputs, exchange);
        HtmlInput words = new HtmlInput(mail, options);
        addText(InputField.TEXT, words::text, mail, inputs, exchange);
        addText(InputField.HTML, words::html, mail, inputs, exchange);
        addText(InputField.CALENDAR, ics -> addCalendar(ics, mail), mail, inputs, exchange);
        AttachmentInput attachments = new AttachmentInput(mail, exchange, places);
        attachments.addMapOrList(inputs.name(InputField.ATTACHMENTS), inputs.get(InputField.ATTACHMENTS));
        attachments.addList(inputs.name(InputField.MULTIPLE_ATTACHMENTS), inputs.get(InputField.MULTIPLE_ATTACHMENTS));
        CamelAttachments.addTo(mail, exchange);
        FieldsInput.addTo(mail, inputs);
        checkOwnId(inputs.get(InputField.OWN_MESSAGE_ID), mail);
        DeliveryRequest request = DeliveryInput.read(mail, inputs);
        return new OutgoingMail.Composed(mail.build(), request, null);
    }

    /** An {@code Email} is complete: it is sent as it was built, to recipients that are allowed; what the servers are asked is apart. */
    private OutgoingMail finished(Email email, Email.Builder check, Inputs inputs) {
        refuseConflicts(EnumSet.complementOf(DELIVERY), "an Email", check, inputs);
        checkOwnId(email.fields().messageId(), check);
        FieldsInput.checkProviders(email.fields().headers().keySet(), check, options);
        email.to().forEach(check::to);
        email.cc().forEach(check::cc);
        email.bcc().forEach(check::bcc);
        DeliveryRequest request = DeliveryInput.read(check, inputs);
        check.from(email.from()).text("").build();
        return new OutgoingMail.Composed(email, request, null);
    }

    /** A {@code MimeMessage} is sent as it is; only the envelope can be given apart from it. */
    private OutgoingMail prebuilt(MimeMessage message, Email.Builder envelope, Inputs inputs) {
        refuseConflicts(CONTENTS, "a MimeMessage", envelope, inputs);
        MimeMessageEnvelope own = new MimeMessageEnvelope(message);
        FieldsInput.checkProviders(names(message), envelope, options);
        addEnvelopeFrom(envelope);
        addAddresses(EnumSet.of(InputField.FROM), envelope, inputs);
        if (inputs.get(InputField.FROM) == null) {
            String from = own.from();
            if (from != null) {
                new AddressInput(envelope).addOne(AddressField.FROM, "From of the MimeMessage", from);
            }
        }
        addAddresses(RECIPIENTS, envelope, inputs);
        if (RECIPIENTS.stream().allMatch(field -> inputs.get(field) == null)) {
            AddressInput addresses = new AddressInput(envelope);
            own.recipients().forEach(to -> addresses.addOne(AddressField.TO, "recipients of the MimeMessage", to));
        } else if (RECIPIENTS.stream().allMatch(field -> inputs.explicit(field) == null) && own.namesRecipients()) {
            warnOfRecipientsLeftOut();
        }
        DeliveryRequest request = DeliveryInput.read(envelope, inputs);
        Email checked = envelope.text("").build();
        return new OutgoingMail.Prebuilt(checked.envelope().asking(request), checked.from(), message, null);
    }

    /** Right for an archive, and wrong where the option was meant for mails without recipients. */
    private void warnOfRecipientsLeftOut() {
        if (!warned.getAndSet(true)) {
            LOG.warn(
                    "A MimeMessage names recipients of its own, and goes only to those of the options to, cc and bcc. Give the"
                            + " header " + InputHeaders.TO
                            + " if that is meant, else remove the options. This is said once.");
        }
    }

    private static List<String> names(MimeMessage message) {
        try {
            return Collections.list(message.getAllHeaders()).stream()
                    .map(Header::getName)
                    .toList();
        } catch (MessagingException e) {
            // The envelope, read from the same fields, says so.
            return List.of();
        }
    }

    private static void refuseConflicts(Set<InputField> fields, String what, Email.Builder mail, Inputs inputs) {
        String given = fields.stream()
                .filter(field -> inputs.explicit(field) != null)
                .map(inputs::name)
                .collect(Collectors.joining(", "));
        if (!given.isEmpty()) {
            mail.violation(
                    Category.CONTENT,
                    "Body",
                    "is " + what + ", which is sent as it is, and these are given beside it: " + given
                            + "; remove one or the other");
        }
    }

    private static void addAddresses(Set<InputField> fields, Email.Builder mail, Inputs inputs) {
        AddressInput addresses = new AddressInput(mail);
        for (InputField field : fields) {
            AddressField kind = ADDRESSES.get(field);
            if (kind != null) {
                addresses.add(kind, inputs.name(field), inputs.get(field));
            }
        }
    }

    private void addEnvelopeFrom(Email.Builder mail) {
        new AddressInput(mail).add(AddressField.ENVELOPE_FROM, "envelopeFrom", options.getEnvelopeFrom());
    }

    /** A blank text is none, as in the inputs that are lists. */
    private static void addCalendar(String ics, Email.Builder mail) {
        if (!ics.isBlank()) {
            mail.calendar(ics);
        }
    }

    private static void addText(
            InputField field, Consumer<String> setter, Email.Builder mail, Inputs inputs, Exchange exchange) {
        Object value = inputs.get(field);
        if (value == null) {
            return;
        }
        try {
            setter.accept(TextValue.read(value, exchange));
        } catch (UnusableInputException e) {
            mail.violation(Category.CONTENT, inputs.name(field), e.problem());
        }
    }
}
