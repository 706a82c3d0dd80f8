// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.email.AddressField;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.Priority;
import io.github.smtpconnector.mime.ForeignText;
import io.github.smtpconnector.outcome.Category;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds to a mail what its header says beyond who, to whom and about what. */
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
        addresses.add(AddressField.SENDER, InputField.SENDER.title(), inputs.get(InputField.SENDER));
        addresses.add(
                AddressField.READ_RECEIPT_TO,
                InputField.READ_RECEIPT_TO.title(),
                inputs.get(InputField.READ_RECEIPT_TO));
        read(InputField.OWN_MESSAGE_ID, value -> ifGiven(text(value), mail::messageId));
        read(InputField.DATE, this::addDate);
        read(InputField.IN_REPLY_TO, value -> ifGiven(list(value), mail::inReplyTo));
        read(InputField.REFERENCES, value -> ifGiven(list(value), mail::references));
        read(InputField.PRIORITY, value -> addPriority(text(value)));
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
            mail.violation(Category.CONTENT, field.title(), e.problem());
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

    private void addPriority(String text) throws UnusableInputException {
        if (text.isBlank()) {
            return;
        }
        String upper = text.strip().toUpperCase(Locale.ROOT);
        mail.priority(Arrays.stream(Priority.values())
                .filter(priority -> priority.name().equals(upper))
                .findFirst()
                .orElseThrow(() -> new UnusableInputException("is none of high, normal and low")));
    }

    private void addHeaders(Object value) throws UnusableInputException {
        if (value instanceof CharSequence json) {
            if (!json.toString().isBlank()) {
                addHeaders(Objects.requireNonNullElse(JsonValues.parse(json.toString()), Map.of()));
            }
            return;
        }
        if (!(value instanceof Map<?, ?> headers)) {
            throw new UnusableInputException("is " + Kind.of(value) + " where a map of name and text belongs");
        }
        headers.forEach((name, text) -> addHeader(String.valueOf(name), JsonValues.plain(text)));
    }

    private void addHeader(String name, @Nullable Object text) {
        if (text instanceof CharSequence given) {
            mail.header(name, ForeignText.unfolded(given.toString()));
        } else {
            mail.violation(Category.CONTENT, "Headers[" + name + "]", "is " + Kind.of(text) + " where a text belongs");
        }
    }

    /** A text, and nothing that only looks like one when printed. */
    static String text(Object value) throws UnusableInputException {
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        throw new UnusableInputException("is " + Kind.of(value) + " where a text belongs");
    }

    /** A text that lists, or several texts, joined as such a text. */
    static String list(Object value) throws UnusableInputException {
        List<?> elements;
        if (value instanceof Collection<?> collection) {
            elements = new ArrayList<>(collection);
        } else if (value instanceof Object[] array) {
            elements = Arrays.asList(array);
        } else {
            String text = text(value);
            return JsonValues.looksLikeArray(text)
                    ? list(Objects.requireNonNullElse(JsonValues.parse(text), List.of()))
                    : text;
        }
        for (int i = 0; i < elements.size(); i++) {
            if (!(JsonValues.plain(elements.get(i)) instanceof CharSequence)) {
                throw new UnusableInputException(
                        "has " + Kind.of(elements.get(i)) + " at [" + i + "] where a text belongs");
            }
        }
        return elements.stream()
                .map(element -> String.valueOf(JsonValues.plain(element)))
                .collect(Collectors.joining(", "));
    }
}
