// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import io.github.smtpconnector.email.PartialDelivery;
import io.github.smtpconnector.options.BodyAs;
import io.github.smtpconnector.options.PaceBy;
import io.github.smtpconnector.options.ResultAs;
import io.github.smtpconnector.options.TlsMode;
import io.github.smtpconnector.options.Uncertain;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** The options whose value is one of a few words. Of a wrong one Camel names the class, and not the words. */
final class OptionWords {

    private static final Map<String, Enum<?>[]> WORDS = Map.of(
            "bodyas", BodyAs.values(),
            "paceby", PaceBy.values(),
            "partialdelivery", PartialDelivery.values(),
            "resultas", ResultAs.values(),
            "tlsmode", TlsMode.values(),
            "uncertain", Uncertain.values());

    private OptionWords() {}

    /** What is wrong with the value of an option, or null for nothing; a reference to a bean is looked up by Camel. */
    static @Nullable String problem(String name, Object value) {
        Enum<?>[] words = WORDS.get(name.toLowerCase(Locale.ROOT));
        if (words == null || !(value instanceof String text) || text.isEmpty() || text.startsWith("#")) {
            return null;
        }
        String constant = StringHelper.asEnumConstantValue(text);
        boolean known = Arrays.stream(words)
                .map(Enum::name)
                .anyMatch(word -> word.equalsIgnoreCase(text) || word.equals(constant));
        return known
                ? null
                : name + ": is none of " + Arrays.stream(words).map(Enum::name).collect(Collectors.joining(", "));
    }
}
