// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.options.AllOptions;
import io.github.smtpconnector.options.BodyAs;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Decides what the body of an exchange is for. Never guesses from its content. */
record BodyReader(Exchange exchange, AllOptions options) {

    private static final int KEYS_SHOWN = 10;

    /** What a body turned out to be. */
    sealed interface Body {}

    /** The inputs that the body gives; none for a body without effect. */
    record Fields(Map<String, ?> values) implements Body {

        static final Fields NONE = new Fields(Map.of());
    }

    /** A finished mail. */
    record Finished(Email email) implements Body {}

    /** A mail that was written elsewhere. */
    record Prebuilt(MimeMessage message) implements Body {}

    Body read() throws UnusableInputException {
        Object body = exchange.getMessage().getBody();
        if (body == null) {
            return Fields.NONE;
        }
        return switch (options.getBodyAs()) {
            case AUTO -> auto(body);
            case TEXT -> new Fields(Map.of(InputField.TEXT.bodyField(), body));
            case HTML -> new Fields(Map.of(InputField.HTML.bodyField(), body));
            case INPUTS -> inputs(body);
            case MIME -> new Prebuilt(PrebuiltMessage.read(body, exchange));
            case IGNORE -> Fields.NONE;
        };
    }

    private Body auto(Object body) throws UnusableInputException {
        if (body instanceof Email email) {
            return new Finished(email);
        }
        if (body instanceof MimeMessage message) {
            return new Prebuilt(message);
        }
        Map<String, ?> map = asMap(body);
        boolean textIsGiven = isGiven(InputField.TEXT) || isGiven(InputField.HTML);
        if (map == null) {
            // A business payload must not leak into a mail whose text was written on purpose.
            return textIsGiven ? Fields.NONE : new Fields(Map.of(InputField.TEXT.bodyField(), body));
        }
        List<String> unknown = InputField.unknownAmong(map.keySet());
        if (unknown.isEmpty()) {
            return fields(map);
        }
        if (textIsGiven) {
            return Fields.NONE;
        }
        throw new UnusableInputException("is a map with keys that are no inputs: " + shown(unknown)
                + "; correct them, give Text or Html, or set bodyAs");
    }

    private Body inputs(Object body) throws UnusableInputException {
        if (body instanceof Email email) {
            return new Finished(email);
        }
        Map<String, ?> map = asMap(body);
        if (map == null) {
            String text = TextValue.read(body, exchange);
            map = text.isBlank() ? Map.of() : asMap(JsonValues.parse(text));
        }
        if (map == null) {
            throw new UnusableInputException("holds no JSON object, which bodyAs=INPUTS needs");
        }
        List<String> unknown = InputField.unknownAmong(map.keySet());
        if (!unknown.isEmpty()) {
            throw new UnusableInputException("has keys that are no inputs: " + shown(unknown));
        }
        return fields(map);
    }

    private static Body fields(Map<String, ?> map) throws UnusableInputException {
        for (InputField field : InputField.WITH_SEVERAL_NAMES) {
            List<String> given = field.names().stream()
                    .map(InputField.Name::bodyField)
                    .filter(name -> JsonValues.plain(map.get(name)) != null)
                    .toList();
            if (given.size() > 1) {
                throw new UnusableInputException(
                        "has " + String.join(" and ", given) + ", which mean the same; keep one");
            }
        }
        return new Fields(map);
    }

    /** Keys that are no text become unknown ones, because their text names no input. */
    @SuppressWarnings("unchecked")
    private static @Nullable Map<String, ?> asMap(@Nullable Object body) {
        if (body instanceof ObjectNode) {
            return (Map<String, ?>) Objects.requireNonNull(JsonValues.plain(body));
        }
        return body instanceof Map<?, ?> map ? (Map<String, ?>) map : null;
    }

    /** Whether the body is text, and one that may have been meant to hold the inputs. */
    boolean looksLikeInputs() {
        Object body = exchange.getMessage().getBody();
        if (options.getBodyAs() != BodyAs.AUTO || body == null) {
            return false;
        }
        try {
            return JsonValues.looksLikeObject(TextValue.read(body, exchange));
        } catch (UnusableInputException e) {
            return false;
        }
    }

    private boolean isGiven(InputField field) {
        return JsonValues.plain(exchange.getMessage().getHeader(field.header())) != null
                || field.option(options) != null;
    }

    private static String shown(List<String> keys) {
        String first = String.join(", ", keys.subList(0, Math.min(keys.size(), KEYS_SHOWN)));
        return keys.size() > KEYS_SHOWN ? first + " and " + (keys.size() - KEYS_SHOWN) + " more" : first;
    }
}
