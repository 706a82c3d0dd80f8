// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.report;

import io.github.smtpconnector.benchmark.Cell;
import io.github.smtpconnector.benchmark.client.Contender;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The results as Markdown for a page of the manual: a table of this connector's rows, and a chart of letters. */
public final class Page {
    /** What Markdown takes for code. */
    private static final String CODE = "    ";

    private static final int LONGEST_BAR = 40;
    private static final List<Contender> RIVALS =
            List.of(Contender.CAMEL_MAIL, Contender.VERTX, Contender.SIMPLE_JAVA_MAIL);

    private Page() {}

    public static String of(List<Summary> summaries) {
        Map<Cell, Map<Contender, Summary>> cells = summaries.stream()
                .collect(Collectors.groupingBy(
                        Summary::cell,
                        LinkedHashMap::new,
                        Collectors.toMap(
                                Summary::contender, summary -> summary, (one, other) -> one, LinkedHashMap::new)));
        return table(cells) + System.lineSeparator() + chart(cells);
    }

    private static String table(Map<Cell, Map<Contender, Summary>> cells) {
        StringBuilder text =
                new StringBuilder("| Row | Connector, mails/s | of limit | of limit, window full | camel-mail | Vert.x"
                        + " | Simple Java Mail | CPU, \u00b5s | Garbage, KB | Compiler, s | Warm-up, connector / limit |%n"
                                .formatted());
        text.append("|---|---|---|---|---|---|---|---|---|---|---|%n".formatted());
        cells.forEach((cell, clients) -> {
            Summary own = clients.get(Contender.CONNECTOR);
            if (own == null || !own.measured()) {
                return;
            }
            text.append("| `%s` | %s | %s | %s |"
                    .formatted(
                            cell.name(),
                            Numbers.shown(own.rate()),
                            Numbers.shown(own.ofLimit()),
                            Numbers.shown(own.ofDeep())));
            for (Contender rival : RIVALS) {
                Summary theirs = clients.get(rival);
                text.append(theirs == null ? " - |" : " " + Numbers.times(theirs.connectorIs()) + " |");
            }
            Summary limit = clients.get(Contender.RAW);
            text.append(" %s | %s | %s | %s / %s |%n"
                    .formatted(
                            Numbers.shown(own.medians().get("cpu")),
                            Numbers.shown(own.medians().get("allocated") / 1000),
                            Numbers.shown(own.medians().get("compiler")),
                            own.warmUp(),
                            limit == null ? "-" : limit.warmUp()));
        });
        return text.toString();
    }

    private static String chart(Map<Cell, Map<Contender, Summary>> cells) {
        StringBuilder text = new StringBuilder();
        cells.forEach((cell, clients) -> {
            double longest = clients.values().stream()
                    .mapToDouble(Summary::rate)
                    .filter(Double::isFinite)
                    .max()
                    .orElse(1);
            text.append(CODE).append(cell.name()).append(System.lineSeparator());
            clients.forEach((contender, summary) -> text.append(bar(contender, summary.rate(), longest)));
        });
        return text.toString();
    }

    private static String bar(Contender contender, double rate, double longest) {
        int length = Double.isFinite(rate) ? (int) Math.max(1, Math.round(LONGEST_BAR * rate / longest)) : 0;
        return String.format(
                Locale.ROOT, CODE + "  %-24s %s %s%n", contender.title(), "#".repeat(length), Numbers.shown(rate));
    }
}
