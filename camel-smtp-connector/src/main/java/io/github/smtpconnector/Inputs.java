// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Finds each input in the one place where it counts: the header, else the body field, else the option. Only null falls
 * through: an empty text or list is a value and means none, so that a header can take a default away.
 */
record Inputs(Message message, Map<String, ?> bodyFields, SmtpConfiguration options) {

    /** The value as it was given, JSON nodes turned into plain Java, or null for none. */
    @Nullable
    Object get(InputField field) {
        Object value = explicit(field);
        return value == null ? field.option(options) : value;
    }

    /** The value that this exchange gives, whatever the option says. */
    @Nullable
    Object explicit(InputField field) {
        Object value = JsonInputs.plain(message.getHeader(field.header()));
        if (value == null) {
            value = JsonInputs.plain(bodyFields.get(field.bodyField()));
        }
        if (value == null && field == InputField.DYNAMIC_TO) {
            value = JsonInputs.plain(bodyFields.get(InputField.DYNAMIC_TO_ALIAS));
        }
        return value;
    }
}
