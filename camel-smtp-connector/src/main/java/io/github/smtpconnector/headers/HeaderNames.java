// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.headers;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What some of this connector's headers mean, to be asked for each header that a message has: it has fewer than there
 * are names to ask it for. As in Camel, the case of a name does not count.
 */
public final class HeaderNames<T> {

    /** How the name of each header of this connector begins. */
    public static final String PREFIX = "CamelSmtpConnector";

    /**
     * The order of names whose case does not count. Looks at the lengths first: our names begin alike, so their letters
     * tell them apart late.
     */
    public static final Comparator<String> IN_ANY_CASE =
            Comparator.comparingInt(String::length).thenComparing(String.CASE_INSENSITIVE_ORDER);

    /** The headers that tell a result. */
    public static final HeaderNames<Boolean> RESULTS = new HeaderNames<>(Stream.of(
                    ResultHeaders.MESSAGE_ID,
                    ResultHeaders.DELIVERY_STATE,
                    ResultHeaders.ACCEPTED,
                    ResultHeaders.REJECTED,
                    ResultHeaders.RECIPIENT_RESULTS,
                    ResultHeaders.REPLY_CODE,
                    ResultHeaders.ENHANCED_CODE,
                    ResultHeaders.RESPONSE,
                    ResultHeaders.QUEUE_ID,
                    ResultHeaders.ENVELOPE_FROM,
                    ResultHeaders.ENVELOPE_TO,
                    ResultHeaders.ENVELOPE_PARAMETERS,
                    ResultHeaders.MESSAGE_SIZE,
                    ResultHeaders.HOST,
                    ResultHeaders.PORT,
                    ResultHeaders.TLS_PROTOCOL,
                    ResultHeaders.TLS_CIPHER,
                    ResultHeaders.CONNECT_TIME,
                    ResultHeaders.ENVELOPE_TIME,
                    ResultHeaders.MESSAGE_TIME,
                    ResultHeaders.CONNECTION_REUSED,
                    ResultHeaders.ALREADY_SENT)
            .collect(Collectors.toMap(name -> name, name -> true)));

    private final Map<String, T> asWritten;
    private final Map<String, T> inAnyCase = new TreeMap<>(IN_ANY_CASE);

    public HeaderNames(Map<String, T> meanings) {
        this.asWritten = new HashMap<>(meanings);
        this.inAnyCase.putAll(meanings);
    }

    /** What the header of this name means, or null when it is none of these. */
    @Nullable
    public T get(String name) {
        T meaning = asWritten.get(name);
        boolean other = meaning == null && name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
        return other ? inAnyCase.get(name) : meaning;
    }
}
