// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.options.AllOptions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Finds each input in the one place where it counts: the header, else the body field, else the option. Only null falls
 * through: an empty text or list is a value and means none, so that a header can take a default away.
 */
public final class Inputs {

    private final Map<InputField, Given> headers;
    private final Map<String, ?> bodyFields;
    private final AllOptions options;

    /** The value that an exchange gives, and the name that the route calls the input. */
    record Given(String name, Object value) {}

    Inputs(Message message, Map<String, ?> bodyFields, AllOptions options) {
        this(headers(message), bodyFields, options);
    }

    private Inputs(Map<InputField, Given> headers, Map<String, ?> bodyFields, AllOptions options) {
        this.headers = headers;
        this.bodyFields = bodyFields;
        this.options = options;
    }

    /** Those that the options alone give. */
    public static Inputs of(AllOptions options) {
        return new Inputs(Map.of(), Map.of(), options);
    }

    AllOptions options() {
        return options;
    }

    /** Of two headers that give the same input, the one of the advised name; {@link HeaderCheck} refuses the other. */
    private static Map<InputField, Given> headers(Message message) {
        Map<InputField, Given> values = new EnumMap<>(InputField.class);
        if (message.hasHeaders()) {
            for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
                InputField field = InputField.ofHeader(header.getKey());
                Object value = field == null ? null : JsonValues.plain(header.getValue());
                if (field != null && value != null) {
                    Given given = new Given(InputField.Name.title(header.getKey()), value);
                    values.merge(
                            field,
                            given,
                            (known, other) -> field.isAdvised(other.name(), known.name()) ? other : known);
                }
            }
        }
        return values;
    }

    /** Whether any of them has a value: most mails have few of the inputs and must not pay for the others. */
    boolean hasAny(Set<InputField> fields) {
        for (InputField field : fields) {
            if (get(field) != null) {
                return true;
            }
        }
        return false;
    }

    /** The value as it was given, JSON nodes turned into plain Java, or null for none. */
    @Nullable
    Object get(InputField field) {
        Object value = explicit(field);
        return value == null ? field.option(options) : value;
    }

    /** The value that this exchange gives, whatever the option says. */
    @Nullable
    Object explicit(InputField field) {
        Given given = given(field);
        return given == null ? null : given.value();
    }

    /** What an error calls the input: as the route does, so that it is found there. */
    String name(InputField field) {
        Given given = given(field);
        return given == null ? field.title() : given.name();
    }

    private @Nullable Given given(InputField field) {
        Given header = headers.get(field);
        if (header != null || bodyFields.isEmpty()) {
            return header;
        }
        for (InputField.Name name : field.names()) {
            Object value = JsonValues.plain(bodyFields.get(name.bodyField()));
            if (value != null) {
                return new Given(name.title(), value);
            }
        }
        return null;
    }
}
