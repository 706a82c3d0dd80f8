// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One step of a {@link Verification}.
 *
 * @param name RESOLVE, CONNECT, GREETING, EHLO, STARTTLS, AUTH or NOOP; EHLO occurs twice when STARTTLS comes between
 * @param ok whether it went well; only the last step can have failed
 * @param facts the facts found, in texts, numbers, lists and maps of them: addresses, the server's reply, capabilities,
 *     protocol, cipher and certificate, mechanism
 */
public record VerificationStep(String name, boolean ok, Map<String, Object> facts) {

    public VerificationStep {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("step", name);
        map.put("ok", ok);
        map.putAll(facts);
        return map;
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(name)
                .append(": ")
                .append(ok ? "ok" : "failed")
                .append("; ");
        facts.forEach(
                (fact, value) -> line.append(fact).append(' ').append(value).append("; "));
        line.setLength(line.length() - 2);
        return line.toString();
    }
}
