// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Named numbers as one line of text, by which the child processes answer the runner. */
public record Figures(Map<String, Double> values) {

    public static Figures none() {
        return new Figures(Map.of());
    }

    public Figures with(String name, double value) {
        Map<String, Double> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Figures(more);
    }

    static Figures parse(String line) {
        Map<String, Double> parsed = new LinkedHashMap<>();
        for (String pair : line.strip().split(" ")) {
            int equals = pair.indexOf('=');
            parsed.put(pair.substring(0, equals), Double.valueOf(pair.substring(equals + 1)));
        }
        return new Figures(parsed);
    }

    public double get(String name) {
        return values.get(name);
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
