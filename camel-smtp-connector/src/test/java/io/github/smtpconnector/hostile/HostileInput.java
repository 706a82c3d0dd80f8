// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.hostile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One input in all its places, and what must come of it. Filled by {@link HostileInputGenerator}. */
final class HostileInput {

    /** A file as it must arrive. */
    record File(String name, String octets) {}

    /** Headers by their whole names, those included that must have no effect. */
    final Map<String, Object> headers = new LinkedHashMap<>();

    final Map<String, String> options = new HashMap<>();
    final Map<String, Object> fields = new LinkedHashMap<>();
    Object body = fields;
    boolean bodyIsJsonText;

    /** By line: From, To, Cc, Bcc, Reply-To. */
    final Map<String, Set<String>> addresses = new HashMap<>();

    /** By name, the header fields that are one text. */
    final Map<String, String> extra = new LinkedHashMap<>();

    final List<File> files = new ArrayList<>();

    /** Each names one part. */
    final Set<Object> contentIds = new LinkedHashSet<>();

    @Nullable
    String subject;

    @Nullable
    String returnPath;

    boolean hasContent;
    boolean poisoned;

    HostileInput() {
        for (String line : List.of("From", "To", "Cc", "Bcc", "Reply-To")) {
            addresses.put(line, new LinkedHashSet<>());
        }
    }

    Set<String> at(String line) {
        return addresses.getOrDefault(line, Set.of());
    }

    /** As the server must be told: each once, the domain in any case. */
    List<String> recipients() {
        Map<String, String> distinct = new LinkedHashMap<>();
        for (String line : List.of("To", "Cc", "Bcc")) {
            at(line).forEach(address -> distinct.putIfAbsent(address, address));
        }
        return List.copyOf(distinct.values());
    }

    boolean mustBeRefused() {
        return poisoned || recipients().isEmpty() || at("From").size() != 1 || !hasContent;
    }

    @Override
    public String toString() {
        return "headers=" + headers + " options=" + options + " body=" + body;
    }
}
