// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.headers;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What some of this connector's headers mean, to be asked for each header that a message has: it has fewer than there
 * are names to ask it for. As in Camel, the case of a name does not count.
 */
public final class HeaderNames<T> {

    /** How the name of each header of this connector begins. */
    public static final String PREFIX = "CamelSmtpConnector";

    private final Map<String, T> asWritten;
    private final Map<String, T> inAnyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

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
