// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.email.AddressField;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.LowerCase;
import io.github.smtpconnector.email.Priority;
import io.github.smtpconnector.mime.ForeignText;
import io.github.smtpconnector.options.AllOptions;
import io.github.smtpconnector.outcome.Category;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Adds to a mail what its header says beyond sender, recipients and subject. */
record FieldsInput(Email.Builder mail, Inputs inputs) {

    private static final Set<InputField> FIELDS = EnumSet.of(
            InputField.SENDER,
            InputField.READ_RECEIPT_TO,
            InputField.OWN_MESSAGE_ID,
            InputField.DATE,
            InputField.IN_REPLY_TO,
            InputField.REFERENCES,
            InputField.PRIORITY,
            InputField.LIST_UNSUBSCRIBE,
            InputField.HEADERS);

    /** How the fields begin in which SendGrid, Mailgun, Mandrill, Mailjet and Postmark take orders of any kind. */
    private static final List<String> PROVIDERS = List.of("x-smtpapi", "x-mailgun-", "x-mc-", "x-mj-", "x-pm-");

    /** Reads one input. */
    private interface Reading {
        void of(Object value) throws UnusableInputException;
    }

    static void addTo(Email.Builder mail, Inputs inputs) {
        if (inputs.hasAny(FIELDS)) {
            new FieldsInput(mail, inputs).add();
        }
    }

    private void add() {
        AddressInput addresses = new AddressInput(mail);
        addresses.add(AddressField.SENDER, inputs.name(InputField.SENDER), inputs.get(InputField.SENDER));
        addresses.add(
                AddressField.READ_RECEIPT_TO,
                inputs.name(InputField.READ_RECEIPT_TO),
                inputs.get(InputField.READ_RECEIPT_TO));
        read(InputField.OWN_MESSAGE_ID, value -> ifGiven(text(value), mail::messageId));
        read(InputField.DATE, this::addDate);
        read(InputField.IN_REPLY_TO, value -> ifGiven(list(value), mail::inReplyTo));
        read(InputField.REFERENCES, value -> ifGiven(list(value), mail::references));
        read(InputField.PRIORITY, this::addPriority);
        read(InputField.LIST_UNSUBSCRIBE, value -> ifGiven(list(value), mail::listUnsubscribe));
        read(InputField.HEADERS, this::addHeaders);
    }

    private void read(InputField field, Reading reading) {
        Object value = inputs.get(field);
        if (value == null) {
            return;
        }
        try {
            reading.of(value);
        } catch (UnusableInputException e) {
            mail.violation(Category.CONTENT, inputs.name(field), e.problem());
        }
    }

    private static void ifGiven(String text, Consumer<String> setter) {
        if (!text.isBlank()) {
            setter.accept(text);
        }
    }

    private void addDate(Object value) throws UnusableInputException {
        if (!(value instanceof CharSequence text) || !text.toString().isBlank()) {
            mail.date(DateValue.read(value));
        }
    }

    private void addPriority(Object value) throws UnusableInputException {
        String text = value instanceof Number ? value.toString() : text(value);
        if (text.isBlank()) {
            return;
        }
        String given = LowerCase.of(text.strip());
        mail.priority(Arrays.stream(Priority.values())
                .filter(priority -> LowerCase.of(priority.name()).equals(given))
                .findFirst()
                .orElseThrow(() -> new UnusableInputException("is none of high, normal and low")));
    }

    private void addHeaders(Object value) throws UnusableInputException {
        if (value instanceof CharSequence json) {
            addHeadersOf(json.toString());
            return;
        }
        if (!(value instanceof Map<?, ?> headers)) {
            throw new UnusableInputException("is " + Kind.of(value) + " where a map of name and text belongs");
        }
        headers.forEach((name, text) -> {
            if (name instanceof CharSequence given) {
                addHeader(given.toString(), JsonValues.plain(text));
            } else {
                mail.violation(
                        Category.CONTENT, "Headers", "has " + Kind.of(name) + " where the name of a field belongs");
            }
        });
    }

    private void addHeadersOf(String json) throws UnusableInputException {
        if (json.isBlank()) {
            return;
        }
        if (!JsonValues.looksLikeObject(json)) {
            throw new UnusableInputException(
                    "is no JSON object, as a text must be here; give a map of name and text, or the JSON of one");
        }
        addHeaders(Objects.requireNonNullElse(JsonValues.parse(json), Map.of()));
    }

    private void addHeader(String name, @Nullable Object text) {
        checkProviders(List.of(name), mail, inputs.options());
        if (text instanceof CharSequence given) {
            mail.header(name, ForeignText.unfolded(given.toString()));
        } else {
            mail.violation(Category.CONTENT, "Headers[" + name + "]", "is " + Kind.of(text) + " where a text belongs");
        }
    }

    /** Refuses, while only some recipients are allowed, fields in which a provider reads recipients of its own. */
    static void checkProviders(Collection<String> names, Email.Builder mail, AllOptions options) {
        if (options.getAllowedRecipients() == null) {
            return;
        }
        for (String name : names) {
            String lower = LowerCase.of(name);
            if (PROVIDERS.stream().anyMatch(lower::startsWith)) {
                mail.violation(
                        Category.RECIPIENTS_REJECTED,
                        "Headers[" + name + "]",
                        "can name recipients to the server, past the option allowedRecipients; remove one of the two");
            }
        }
    }

    /** A text, and nothing that only looks like one when printed. */
    static String text(Object value) throws UnusableInputException {
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        throw new UnusableInputException("is " + Kind.of(value) + " where a text belongs");
    }

    /** A text that lists, or several texts, joined as such a text. */
    static String list(Object value) throws UnusableInputException {
        Collection<?> elements;
        if (value instanceof Collection<?> collection) {
            elements = collection;
        } else if (value instanceof Object[] array) {
            elements = Arrays.asList(array);
        } else {
            String text = text(value);
            return JsonValues.looksLikeArray(text)
                    ? list(Objects.requireNonNullElse(JsonValues.parse(text), List.of()))
                    : text;
        }
        List<String> texts = new ArrayList<>();
        for (Object element : elements) {
            Object plain = JsonValues.plain(element);
            if (!(plain instanceof CharSequence) && !(plain instanceof Enum)) {
                throw new UnusableInputException(
                        "has " + Kind.of(plain) + " at [" + texts.size() + "] where a text belongs");
            }
            texts.add(text(plain));
        }
        return String.join(", ", texts);
    }
}
