// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.report;

import io.github.smtpconnector.benchmark.Cell;
import io.github.smtpconnector.benchmark.Figures;
import io.github.smtpconnector.benchmark.Sample;
import io.github.smtpconnector.benchmark.client.Contender;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * One client in one cell over all rounds. Figures are medians; ratios are medians of the ratios within each round, so
 * that what disturbs a whole round disturbs them little. A figure that could not be had is NaN.
 *
 * @param problems of the rounds that failed, whose figures are left out
 * @param ofLimit rate divided by that of the limit
 * @param ofDeep rate divided by that of the limit with a full window, where that takes part
 * @param connectorIs rate of this connector divided by that of this client
 * @param roundTrips median wait for one mail divided by the emulated round trip
 */
public record Summary(
        Cell cell,
        Contender contender,
        List<String> problems,
        double rate,
        double slowest,
        double fastest,
        double ofLimit,
        double ofDeep,
        double connectorIs,
        double roundTrips,
        Figures medians) {

    static final List<String> MEDIANS =
            List.of("p50", "p99", "connections", "sent", "cpu", "allocated", "warmups", "steady", "compiler");

    public static List<Summary> of(List<Sample> samples) {
        Map<Cell, List<Sample>> byCell =
                samples.stream().collect(Collectors.groupingBy(Sample::cell, LinkedHashMap::new, Collectors.toList()));
        List<Summary> summaries = new ArrayList<>();
        byCell.forEach((cell, inCell) -> {
            for (Contender contender : Contender.values()) {
                if (inCell.stream().anyMatch(sample -> sample.contender() == contender)) {
                    summaries.add(of(cell, contender, inCell));
                }
            }
        });
        return summaries;
    }

    private static Summary of(Cell cell, Contender contender, List<Sample> inCell) {
        List<Sample> own = inCell.stream()
                .filter(sample -> sample.contender() == contender)
                .toList();
        List<String> problems =
                own.stream().filter(Sample::failed).map(Sample::problem).toList();
        List<Sample> good = own.stream().filter(sample -> !sample.failed()).toList();
        double[] rates = sorted(good, sample -> sample.client().get("rate"));
        Figures medians = Figures.none();
        for (String name : MEDIANS) {
            medians = medians.with(name, median(sorted(good, sample -> figure(sample, name))));
        }
        return new Summary(
                cell,
                contender,
                problems,
                median(rates),
                rates.length == 0 ? Double.NaN : rates[0],
                rates.length == 0 ? Double.NaN : rates[rates.length - 1],
                ratio(good, Contender.RAW, inCell, false),
                ratio(good, Contender.RAW_DEEP, inCell, false),
                ratio(good, Contender.CONNECTOR, inCell, true),
                cell.roundTrip() == 0 ? Double.NaN : medians.get("p50") / cell.roundTrip(),
                medians);
    }

    private static double figure(Sample sample, String name) {
        return name.equals("connections")
                ? sample.sink().get(name)
                : sample.client().get(name);
    }

    private static double ratio(List<Sample> good, Contender other, List<Sample> inCell, boolean inverse) {
        List<Double> ratios = new ArrayList<>();
        for (Sample mine : good) {
            for (Sample theirs : inCell) {
                if (theirs.contender() == other && theirs.round() == mine.round() && !theirs.failed()) {
                    double ratio = mine.client().get("rate") / theirs.client().get("rate");
                    ratios.add(inverse ? 1 / ratio : ratio);
                }
            }
        }
        return median(ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    private static double[] sorted(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return samples.stream().mapToDouble(figure).sorted().toArray();
    }

    static double median(double[] sorted) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Megabytes (10^6 octets) of attached file per second, before any encoding. */
    double megabytesPerSecond() {
        return rate * cell.payload().attachmentSize() / 1e6;
    }

    /** How the client was warmed up: until two runs in a row differed by less than 5 %, if they ever did. */
    String warmUp() {
        int runs = (int) Math.round(medians.get("warmups"));
        boolean steady = medians.get("steady") > 0;
        return runs == 0 ? "fresh JVM" : (steady ? "5% after " : "not in ") + runs;
    }

    boolean measured() {
        return !Double.isNaN(rate);
    }

    /** What failed, empty if nothing did. */
    String failure() {
        return problems.isEmpty() ? "" : "FAILED in " + problems.size() + " round(s): " + problems.get(0);
    }
}
