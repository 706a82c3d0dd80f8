// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names a value's kind in an error, in the words of the author of the input, and never the value itself. */
public final class Kind {

    private Kind() {}

    public static String of(@Nullable Object value) {
        if (value == null) {
            return "nothing (null)";
        }
        if (value instanceof CharSequence) {
            return "a text";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof Path) {
            return "a path of a file";
        }
        if (value instanceof Iterable || value instanceof Object[]) {
            return "a list";
        }
        Class<?> elements = value.getClass().getComponentType();
        return elements == null ? "a " + value.getClass().getName() : "an array of " + elements.getSimpleName();
    }
}
