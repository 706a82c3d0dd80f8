// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.report;

import io.github.smtpconnector.benchmark.Cell;
import io.github.smtpconnector.benchmark.client.Contender;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Bars from zero, one block per cell, each on its own linear scale: a log scale would flatter the slow. */
public final class SvgChart {
    private static final int WIDTH = 900;
    private static final int NAMES = 190;
    private static final int LONGEST_BAR = 480;
    private static final int BAR = 18;
    private static final int STEP = 24;
    private static final int TITLE = 34;
    private static final int GAP = 18;

    private final StringBuilder svg = new StringBuilder();
    private int y = GAP;

    private SvgChart() {}

    public static String of(List<Summary> summaries) {
        return new SvgChart().drawn(summaries);
    }

    private String drawn(List<Summary> summaries) {
        Map<Cell, List<Summary>> cells = summaries.stream()
                .collect(Collectors.groupingBy(Summary::cell, LinkedHashMap::new, Collectors.toList()));
        cells.values().forEach(this::block);
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"13\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s</svg>%n",
                WIDTH,
                y,
                WIDTH,
                y,
                svg);
    }

    private void block(List<Summary> inCell) {
        Cell cell = inCell.get(0).cell();
        text(GAP, y + 16, "font-weight=\"bold\"", heading(cell));
        y += TITLE;
        double longest = inCell.stream()
                .mapToDouble(Summary::rate)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        for (Summary summary : inCell) {
            text(NAMES - 8, y + 14, "text-anchor=\"end\"", summary.contender().title());
            int length = summary.measured() ? (int) Math.max(1, LONGEST_BAR * summary.rate() / longest) : 0;
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
                    NAMES,
                    y,
                    length,
                    BAR,
                    colour(summary.contender())));
            text(NAMES + length + 8, y + 14, "fill=\"#333\"", label(summary));
            y += STEP;
        }
        y += GAP;
    }

    private static String heading(Cell cell) {
        String what =
                switch (cell.payload()) {
                    case SMALL -> "Small mail";
                    case HUNDRED_RECIPIENTS -> "100 recipients";
                    case ATTACHMENT_10_MB -> "10 MB attachment";
                };
        String security =
                switch (cell.security()) {
                    case PLAIN -> "plain";
                    case STARTTLS -> "STARTTLS + AUTH";
                    case IMPLICIT -> "implicit TLS + AUTH";
                };
        String who = cell.oneConsumer()
                ? "one consumer, " + cell.senders() + " under way on "
                : cell.senders() + " sender(s) on ";
        String which =
                switch (cell.way()) {
                    case FIRST_MAILS -> ", first " + cell.mails() + " of a new JVM";
                    case POSTFIX -> ", " + cell.mails() + " into Postfix";
                    case SENDERS, ONE_CONSUMER -> "";
                };
        return what + which + ", " + security + ", round trip " + cell.roundTrip() + " ms, " + who
                + cell.connections() + " connection(s)" + (cell.inFlight() > 1 ? ", window " + cell.inFlight() : "")
                + (cell.chunking() ? "" : ", no CHUNKING");
    }

    private static String label(Summary summary) {
        if (!summary.measured()) {
            return "FAILED";
        }
        String failed = summary.problems().isEmpty()
                ? ""
                : ", FAILED in " + summary.problems().size() + " round(s)";
        String rate = summary.cell().payload().attachmentSize() == 0
                ? Numbers.shown(summary.rate()) + " mails/s"
                : Numbers.shown(summary.megabytesPerSecond()) + " MB/s";
        return summary.contender() == Contender.RAW
                ? rate + failed
                : rate + " (" + Numbers.shown(summary.ofLimit()) + " of the limit)" + failed;
    }

    private static String colour(Contender contender) {
        return switch (contender) {
            case RAW, RAW_DEEP -> "#bbbbbb";
            case CONNECTOR -> "#1b7837";
            default -> "#4575b4";
        };
    }

    private void text(int x, int baseline, String style, String content) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" %s>%s</text>%n",
                x,
                baseline,
                style,
                content.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
