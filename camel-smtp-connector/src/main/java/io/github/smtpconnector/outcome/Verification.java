// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of trying a server without sending mail: each step up to the first that failed, and the reason. Immutable;
 * holds no secret.
 *
 * @param host the server's name or address
 * @param port the server's port
 * @param steps the steps that were tried, in order
 * @param failure why the last step failed and what to change, or null when all went well
 * @param passedOver the results of the servers before it in the list of hosts, which did not serve
 */
public record Verification(
        String host, int port, List<VerificationStep> steps, @Nullable Failure failure, List<Verification> passedOver) {

    public Verification {
        steps = List.copyOf(steps);
        passedOver = List.copyOf(passedOver);
    }

    /** The result of the first server. */
    public Verification(String host, int port, List<VerificationStep> steps, @Nullable Failure failure) {
        this(host, port, steps, failure, List.of());
    }

    /** The same after other servers that did not serve. */
    public Verification after(List<Verification> others) {
        return new Verification(host, port, steps, failure, others);
    }

    /** Whether the server would take a mail now, as far as this can be known without sending one. */
    public boolean ok() {
        return failure == null;
    }

    /** A fact found by the last step of this name, or null. */
    public @Nullable Object fact(String step, String fact) {
        Object found = null;
        for (VerificationStep candidate : steps) {
            if (candidate.name().equals(step)) {
                found = candidate.facts().get(fact);
            }
        }
        return found;
    }

    /** The same in maps, lists, texts, numbers and booleans, for JSON and tools. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("host", host);
        map.put("port", port);
        map.put("ok", ok());
        map.put("steps", steps.stream().map(VerificationStep::toMap).toList());
        if (failure != null) {
            map.put("failure", reasons());
        }
        if (!passedOver.isEmpty()) {
            map.put("passedOver", passedOver.stream().map(Verification::toMap).toList());
        }
        return Collections.unmodifiableMap(map);
    }

    /** The failure as {@link #toMap} has it: category, retryable, problem, and phase, reply and advice when known. */
    public Map<String, Object> reasons() {
        Map<String, Object> reasons = new LinkedHashMap<>();
        if (failure != null) {
            reasons.put("category", failure.category().name());
            reasons.put("retryable", failure.retryable());
            reasons.put("problem", Printable.escape(failure.problem()));
            putKnown(reasons, "phase", failure.phase());
            putKnown(reasons, "reply", failure.reply());
            putKnown(reasons, "advice", failure.advice());
        }
        return Collections.unmodifiableMap(reasons);
    }

    private static void putKnown(Map<String, Object> reasons, String name, @Nullable Object value) {
        if (value != null) {
            reasons.put(name, Printable.escape(value.toString()));
        }
    }

    /** A line for the server, one for each step, and one for what to change. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        passedOver.forEach(other -> text.append(other).append('\n'));
        text.append(host).append(':').append(port).append(ok() ? ": ready for mail" : ": not usable");
        steps.forEach(step -> text.append("\n  ").append(step));
        if (failure != null) {
            text.append("\n  ").append(failure.message());
        }
        return text.toString();
    }
}
