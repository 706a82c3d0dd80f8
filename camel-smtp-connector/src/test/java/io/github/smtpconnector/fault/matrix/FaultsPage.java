// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/faults.md}: what is to come of each cell, for people and for the test. */
final class FaultsPage {

    /** One row of a table that says something of many cells. */
    record Row(List<String> steps, List<String> faults, List<String> conditions, List<String> rest) {}

    private final String text;
    private final Map<String, List<String>> steps = new HashMap<>();
    private final Map<String, String> kinds = new HashMap<>();
    private final List<Row> rules;
    private final List<Row> impossible;

    FaultsPage() {
        try {
            text = Files.readString(Path.of("docs/faults.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        table("Steps").forEach(row -> steps.put(row.get(0), row));
        table("Faults").forEach(row -> kinds.put(row.get(0), row.get(1)));
        rules = rows("Rules");
        impossible = rows("What cannot be");
    }

    String text() {
        return text;
    }

    List<Row> rows() {
        return Stream.concat(rules.stream(), impossible.stream()).toList();
    }

    /** The row that a cell stands in: why it cannot be, else what is to come of it. */
    Optional<Row> rowOf(Cell cell) {
        Optional<Row> never = first(impossible, cell);
        return never.isPresent() ? never : first(rules, cell);
    }

    boolean isPossible(Cell cell) {
        return first(impossible, cell).isEmpty();
    }

    /** What is to come of a cell. */
    Seen expected(Cell cell) {
        Row row = rowOf(cell).orElseThrow(() -> new AssertionError("no rule for " + cell));
        String phase = row.rest.get(2).isEmpty() ? steps.get(cell.step().title).get(1) : row.rest.get(2);
        boolean failed = !row.rest.get(0).equals("sent");
        return new Seen(row.rest.get(0), row.rest.get(1), failed ? phase : "", row.rest.get(3));
    }

    /** The option that bounds the wait at this step. */
    String patience(Step step) {
        return steps.get(step.title).get(2).replace("`", "");
    }

    /** For each step and fault what may come of it. */
    String overview() {
        StringBuilder table = new StringBuilder("| |");
        Arrays.stream(Wrong.values())
                .forEach(wrong -> table.append(' ').append(wrong.title).append(" |"));
        table.append("\n|---|").append("---|".repeat(Wrong.values().length)).append('\n');
        for (Step step : Step.values()) {
            table.append("| **").append(step.title).append("** |");
            for (Wrong wrong : Wrong.values()) {
                table.append(' ').append(outcomes(step, wrong)).append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    private String outcomes(Step step, Wrong wrong) {
        String outcomes = Cell.all().stream()
                .filter(cell -> cell.step() == step && cell.wrong() == wrong && isPossible(cell))
                .map(cell -> expected(cell).outcome())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return outcomes.isEmpty() ? "–" : outcomes;
    }

    private Optional<Row> first(List<Row> rows, Cell cell) {
        String fault = cell.wrong().title;
        return rows.stream()
                .filter(row -> has(row.steps, cell.step().title)
                        && (has(row.faults, fault) || row.faults.contains(kinds.get(fault)))
                        && row.conditions.stream().allMatch(cell::is))
                .findFirst();
    }

    private static boolean has(List<String> names, String name) {
        return names.contains("any") || names.contains(name);
    }

    private List<Row> rows(String heading) {
        return table(heading).stream()
                .map(row -> new Row(list(row.get(0)), list(row.get(1)), list(row.get(2)), row.subList(3, row.size())))
                .toList();
    }

    private static List<String> list(String names) {
        return List.of(names.split(", ", -1));
    }

    /** The cells of the table below a heading, without its head. */
    private List<List<String>> table(String heading) {
        return text.lines()
                .dropWhile(line -> !line.equals("## " + heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .map(row -> row.subList(0, row.size() - 1))
                .toList();
    }
}
