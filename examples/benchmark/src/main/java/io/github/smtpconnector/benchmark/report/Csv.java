// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.report;

import io.github.smtpconnector.benchmark.Cell;
import io.github.smtpconnector.benchmark.Sample;
import java.util.List;
import java.util.StringJoiner;

/** The results for machines: every sample, and the medians. */
public final class Csv {
    private static final String CELL =
            "cell,payload,security,chunking,round_trip_ms,senders,connections,in_flight,client";

    private Csv() {}

    public static String ofSamples(List<Sample> samples) {
        StringBuilder lines = new StringBuilder(CELL)
                .append(
                        ",round,mails_per_s,p50_ms,p99_ms,cpu_us,allocated_bytes,sent,received,opened_connections,problem\n");
        for (Sample sample : samples) {
            StringJoiner line = line(sample.cell(), sample.contender().name()).add(String.valueOf(sample.round()));
            for (String name : List.of("rate", "p50", "p99", "cpu", "allocated", "sent")) {
                line.add(sample.failed() ? "" : number(sample.client().get(name)));
            }
            line.add(number(sample.sink().get("received")))
                    .add(number(sample.sink().get("connections")))
                    .add(quoted(sample.problem()));
            lines.append(line).append('\n');
        }
        return lines.toString();
    }

    public static String ofSummaries(List<Summary> summaries) {
        StringBuilder lines = new StringBuilder(CELL)
                .append(",mails_per_s,min,max,mb_per_s,of_limit,of_deep,connector_is,round_trips");
        Summary.MEDIANS.forEach(name -> lines.append(',').append(name));
        lines.append(",problem\n");
        for (Summary summary : summaries) {
            StringJoiner line = line(summary.cell(), summary.contender().name())
                    .add(number(summary.rate()))
                    .add(number(summary.slowest()))
                    .add(number(summary.fastest()))
                    .add(number(summary.megabytesPerSecond()))
                    .add(number(summary.ofLimit()))
                    .add(number(summary.ofDeep()))
                    .add(number(summary.connectorIs()))
                    .add(number(summary.roundTrips()));
            Summary.MEDIANS.forEach(name -> line.add(number(summary.medians().get(name))));
            lines.append(line.add(quoted(summary.failure()))).append('\n');
        }
        return lines.toString();
    }

    private static StringJoiner line(Cell cell, String client) {
        return new StringJoiner(",")
                .add(cell.name())
                .add(cell.payload().name())
                .add(cell.security().name())
                .add(String.valueOf(cell.chunking()))
                .add(String.valueOf(cell.roundTrip()))
                .add(String.valueOf(cell.senders()))
                .add(String.valueOf(cell.connections()))
                .add(String.valueOf(cell.inFlight()))
                .add(client);
    }

    private static String number(double number) {
        return Double.isNaN(number) ? "" : String.valueOf(Math.round(number * 1000) / 1000.0);
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "" : '"' + text.replace("\"", "\"\"") + '"';
    }
}
