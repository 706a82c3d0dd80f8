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

    private final Map<InputField, Object> headers;
    private final Map<String, ?> bodyFields;
    private final AllOptions options;

    Inputs(Message message, Map<String, ?> bodyFields, AllOptions options) {
        this(headers(message), bodyFields, options);
    }

    private Inputs(Map<InputField, Object> headers, Map<String, ?> bodyFields, AllOptions options) {
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

    private static Map<InputField, Object> headers(Message message) {
        Map<InputField, Object> values = new EnumMap<>(InputField.class);
        if (message.hasHeaders()) {
            for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
                InputField field = InputField.ofHeader(header.getKey());
                Object value = field == null ? null : JsonValues.plain(header.getValue());
                if (field != null && value != null) {
                    values.put(field, value);
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
        Object value = headers.get(field);
        if (value == null && !bodyFields.isEmpty()) {
            value = JsonValues.plain(bodyFields.get(field.bodyField()));
        }
        if (value == null && field == InputField.DYNAMIC_TO) {
            value = JsonValues.plain(bodyFields.get(InputField.DYNAMIC_TO_ALIAS));
        }
        return value;
    }
}
