// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import io.github.smtpconnector.benchmark.postfix.Postfix;
import io.github.smtpconnector.benchmark.report.Csv;
import io.github.smtpconnector.benchmark.report.Page;
import io.github.smtpconnector.benchmark.report.Summary;
import io.github.smtpconnector.benchmark.report.SvgChart;
import io.github.smtpconnector.benchmark.report.Table;
import io.github.smtpconnector.benchmark.sink.Sink;
import io.github.smtpconnector.benchmark.sink.SinkPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs all clients through the chosen cells, turn by turn, and writes down what came of it. */
public final class Runner {
    private final Options options;
    private final Pinning pinning;
    private final List<Sample> samples = new ArrayList<>();

    private Runner(Options options, Pinning pinning) {
        this.options = options;
        this.pinning = pinning;
    }

    public static void main(String[] arguments) throws Exception {
        run(Options.from(System.getProperties()));
    }

    static List<Sample> run(Options options) throws IOException, InterruptedException {
        Files.createDirectories(options.out());
        Path logs = Files.createDirectories(options.out().resolve("logs"));
        Path temporary = Files.createTempDirectory("smtp-benchmark");
        Runner runner = new Runner(options, options.pin() ? Pinning.detect() : Pinning.none());
        Machine machine = Machine.here(runner.pinning);
        System.out.println(machine);
        try {
            runner.measure(temporary, logs);
        } finally {
            deleteWithin(temporary);
        }
        runner.report(machine);
        return runner.samples;
    }

    private void measure(Path temporary, Path logs) throws IOException, InterruptedException {
        ServerKey key = ServerKey.createIn(temporary);
        Path attachment = temporary.resolve("report.bin");
        byte[] content = new byte[Payload.ATTACHMENT_10_MB.attachmentSize()];
        new Random(4711).nextBytes(content);
        Files.write(attachment, content);
        Clients clients = new Clients(options, pinning, key, attachment, logs);
        List<String> sinkArguments = List.of(key.file().toString(), ServerKey.PASSWORD);
        try (Child sink = Child.start(pinning.sink(), List.of(), logs.resolve("sink.log"), Sink.class, sinkArguments)) {
            Figures ports = Figures.parse(sink.answer());
            for (Cell cell : options.cells()) {
                if (cell.way() == Cell.Way.POSTFIX) {
                    measureWithPostfix(cell, clients, key);
                } else {
                    int port = (int) ports.get(SinkPort.of(cell).toString());
                    measure(new Turns(cell, clients, port, () -> Figures.parse(sink.ask("take"))));
                }
            }
        }
    }

    private void measureWithPostfix(Cell cell, Clients clients, ServerKey key)
            throws IOException, InterruptedException {
        String problem = Postfix.problem();
        if (!problem.isEmpty()) {
            System.out.println(cell.name() + " is left out: " + problem);
            return;
        }
        try (Postfix postfix = Postfix.start(key.pem())) {
            measure(new Turns(cell, clients, postfix.port(), postfix::take));
        } catch (GeneralSecurityException e) {
            throw new IOException("The key of the sink cannot be read", e);
        }
    }

    private void measure(Turns turns) throws IOException {
        System.out.print(turns.cell().name() + " ");
        turns.take(options.rounds(), samples);
        System.out.println();
    }

    private void report(Machine machine) throws IOException {
        List<Summary> summaries = Summary.of(samples);
        String table = machine + System.lineSeparator() + Table.of(summaries);
        System.out.println(Table.of(summaries));
        Files.writeString(options.out().resolve("table.txt"), table);
        Files.writeString(options.out().resolve("samples.csv"), Csv.ofSamples(samples));
        Files.writeString(options.out().resolve("summary.csv"), Csv.ofSummaries(summaries));
        Files.writeString(options.out().resolve("chart.svg"), SvgChart.of(summaries));
        Files.writeString(options.out().resolve("page.md"), Page.of(summaries));
        System.out.println("Written to " + options.out().toAbsolutePath());
    }

    private static void deleteWithin(Path temporary) throws IOException {
        try (var files = Files.list(temporary)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(temporary);
    }
}
