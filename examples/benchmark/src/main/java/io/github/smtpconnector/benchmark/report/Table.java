// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.report;

import io.github.smtpconnector.benchmark.Cell;
import io.github.smtpconnector.benchmark.client.Contender;
import java.util.List;
import java.util.Locale;

/** The results as text of fixed width, one block per cell. */
public final class Table {
    private static final String ROW = "%-26s %10s %19s %8s %9s %8s %10s %9s %9s %7s %7s %8s %8s %9s  %s%n";

    private Table() {}

    public static String of(List<Summary> summaries) {
        StringBuilder text = new StringBuilder();
        Cell current = null;
        for (Summary summary : summaries) {
            if (!summary.cell().equals(current)) {
                current = summary.cell();
                text.append(String.format("%n%s%n", current.name()));
                text.append(row(
                        "",
                        "mails/s",
                        "min..max",
                        "MB/s",
                        "of limit",
                        "of deep",
                        "connector",
                        "p50 ms",
                        "p99 ms",
                        "RTTs",
                        "conns",
                        "CPU us",
                        "KB",
                        "compiler",
                        "warm-up"));
            }
            if (summary.measured()) {
                text.append(row(summary));
            }
            if (!summary.problems().isEmpty()) {
                text.append(String.format("%-26s %s%n", summary.contender().title(), summary.failure()));
            }
        }
        return text.toString();
    }

    private static String row(Summary summary) {
        return row(
                summary.contender().title(),
                Numbers.shown(summary.rate()),
                Numbers.shown(summary.slowest()) + ".." + Numbers.shown(summary.fastest()),
                summary.cell().payload().attachmentSize() == 0 ? "-" : Numbers.shown(summary.megabytesPerSecond()),
                Numbers.shown(summary.ofLimit()),
                Numbers.shown(summary.ofDeep()),
                summary.contender() == Contender.CONNECTOR ? "-" : Numbers.times(summary.connectorIs()),
                Numbers.shown(summary.medians().get("p50")),
                Numbers.shown(summary.medians().get("p99")),
                Numbers.shown(summary.roundTrips()),
                String.format(Locale.ROOT, "%.0f", summary.medians().get("connections")),
                Numbers.shown(summary.medians().get("cpu")),
                Numbers.shown(summary.medians().get("allocated") / 1000),
                Numbers.shown(summary.medians().get("compiler")),
                summary.warmUp());
    }

    private static String row(Object... columns) {
        return String.format(ROW, columns);
    }
}
