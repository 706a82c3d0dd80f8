// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.headers.HeaderNames;
import io.github.smtpconnector.headers.InputHeaders;
import io.github.smtpconnector.headers.NearestName;
import io.github.smtpconnector.outcome.Category;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks of the headers that have no effect. One with our prefix is a slip, so the mail is not sent; one that other
 * components call To or Subject came from there or was meant for us, so it is named. One check serves an endpoint.
 * Thread-safe.
 */
public final class HeaderCheck {

    private static final Logger LOG = LoggerFactory.getLogger(HeaderCheck.class);

    private static final List<InputField> RECIPIENTS = List.of(InputField.TO, InputField.CC, InputField.BCC);

    /** Inputs that other components have headers for, by the names of those. */
    private static final Map<String, InputField> ELSEWHERE = new TreeMap<>(HeaderNames.IN_ANY_CASE);

    static {
        Stream.of(InputField.TO, InputField.CC, InputField.BCC, InputField.SUBJECT)
                .forEach(field -> ELSEWHERE.put(field.title(), field));
    }

    private static final List<String> NAMES = Stream.concat(
                    Arrays.stream(InputField.values())
                            .flatMap(field -> field.names().stream().map(InputField.Name::header)),
                    Stream.of(InputHeaders.IDEMPOTENCY_KEY))
            .map(name -> name.substring(HeaderNames.PREFIX.length()))
            .toList();

    private final Set<InputField> named = ConcurrentHashMap.newKeySet();

    /** Tells the mail of a slip, and the log of what came from elsewhere. */
    void check(Message message, Inputs inputs, Email.Builder mail) {
        if (!message.hasHeaders()) {
            return;
        }
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            InputField elsewhere = ELSEWHERE.get(header.getKey());
            if (elsewhere == null) {
                checkOwn(header.getKey(), header.getValue(), inputs, mail);
            } else if (inputs.explicit(elsewhere) == null && named.add(elsewhere)) {
                LOG.warn(
                        "The header {} has no effect on a mail; where it is meant to, set {}",
                        elsewhere.title(),
                        elsewhere.header());
            }
        }
    }

    /** Where an input that is missing can be given, and which headers of the message were perhaps meant for it. */
    static @Nullable String where(String input, Message message) {
        if (input.equals(InputField.FROM.title())) {
            return "the option from or the header " + InputHeaders.FROM + strays(message, List.of(InputField.FROM));
        }
        if (input.equals(InputField.TO.title())) {
            return "the option to, cc or bcc, or the header " + InputHeaders.TO + ", " + InputHeaders.CC + " or "
                    + InputHeaders.BCC + strays(message, RECIPIENTS);
        }
        return input.equals(InputField.TEXT.title())
                ? "the option text or html, the header " + InputHeaders.TEXT + " or " + InputHeaders.HTML
                        + ", or the body"
                : null;
    }

    private static String strays(Message message, List<InputField> fields) {
        return fields.stream()
                .filter(field -> message.getHeader(field.title()) != null)
                .map(field -> "; the header " + field.title() + " has no effect, use " + field.header())
                .collect(Collectors.joining());
    }

    /** An input has other names, and in some applications the case of a header counts. What is JSON null is not given. */
    private static void checkOnce(InputField field, String name, Object value, Inputs inputs, Email.Builder mail) {
        String title = InputField.Name.title(name);
        String counts = inputs.name(field);
        if (!title.equals(counts) && JsonValues.plain(value) != null) {
            mail.violation(Category.CONFIG, title, "is another name of " + counts + ", which is given, too; keep one");
        }
    }

    private static void checkOwn(String name, Object value, Inputs inputs, Email.Builder mail) {
        if (!name.regionMatches(true, 0, HeaderNames.PREFIX, 0, HeaderNames.PREFIX.length())) {
            return;
        }
        InputField field = InputField.ofHeader(name);
        if (field != null) {
            checkOnce(field, name, value, inputs, mail);
            return;
        }
        if (HeaderNames.RESULTS.get(name) != null || name.equalsIgnoreCase(InputHeaders.IDEMPOTENCY_KEY)) {
            return;
        }
        // Without what all have in common, which would make any two look alike.
        String nearest = NearestName.of(name.substring(HeaderNames.PREFIX.length()), NAMES);
        mail.violation(
                Category.CONFIG,
                name,
                "is no header of this connector"
                        + (nearest == null
                                ? "; remove it, or see the list of headers"
                                : "; the nearest is " + HeaderNames.PREFIX + nearest));
    }
}
