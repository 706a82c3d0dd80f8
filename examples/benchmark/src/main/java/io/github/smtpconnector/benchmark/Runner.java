// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import io.github.smtpconnector.benchmark.client.ClientMain;
import io.github.smtpconnector.benchmark.client.Contender;
import io.github.smtpconnector.benchmark.report.Csv;
import io.github.smtpconnector.benchmark.report.Summary;
import io.github.smtpconnector.benchmark.report.SvgChart;
import io.github.smtpconnector.benchmark.report.Table;
import io.github.smtpconnector.benchmark.sink.Sink;
import io.github.smtpconnector.benchmark.sink.SinkPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Runs all clients through the chosen cells, turn by turn, and writes down what came of it. */
public final class Runner {
    /** The share of a run that the just-in-time compiler may be at work when a client counts as warm. */
    private static final double RESTING = 0.05;

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
        List<String> sinkArguments = List.of(key.file().toString(), ServerKey.PASSWORD);
        try (Child sink = Child.start(pinning.sink(), List.of(), logs.resolve("sink.log"), Sink.class, sinkArguments)) {
            Figures ports = Figures.parse(sink.answer());
            for (Cell cell : options.cells()) {
                int port = (int) ports.get(SinkPort.of(cell).toString());
                List<String> arguments = List.of(cell.name(), String.valueOf(port), attachment.toString());
                Map<Contender, Child> clients = start(key, logs, arguments);
                try {
                    measure(cell, sink, clients);
                } finally {
                    for (Child client : clients.values()) {
                        client.close();
                    }
                }
            }
        }
    }

    private Map<Contender, Child> start(ServerKey key, Path logs, List<String> arguments) throws IOException {
        List<String> jvm = new ArrayList<>(key.trustOptions());
        jvm.addAll(options.jvm());
        Map<Contender, Child> clients = new EnumMap<>(Contender.class);
        for (Contender contender : Contender.values()) {
            List<String> all = new ArrayList<>(List.of(contender.name()));
            all.addAll(arguments);
            Path log = logs.resolve(contender.name().toLowerCase(Locale.ROOT) + ".log");
            clients.put(contender, Child.start(pinning.client(), jvm, log, ClientMain.class, all));
        }
        return clients;
    }

    /** Each round begins with another client, so that none always runs right behind the same other. */
    private void measure(Cell cell, Child sink, Map<Contender, Child> clients) throws IOException {
        System.out.print(cell.name() + " ");
        List<Contender> order = new ArrayList<>(clients.keySet());
        for (Contender contender : order) {
            warmUp(cell, contender, sink, clients.get(contender));
        }
        for (int round = 1; round <= options.rounds(); round++) {
            for (Contender contender : order) {
                samples.add(run(cell, contender, round, sink, clients.get(contender)));
            }
            Collections.rotate(order, -1);
            System.out.print(".");
        }
        System.out.println();
    }

    /**
     * Runs that are thrown away, until the compiler of the client's JVM rests: an application runs for weeks, and what
     * compiling costs in its first seconds weighs most on a client that needs little time for a mail.
     */
    private void warmUp(Cell cell, Contender contender, Child sink, Child client) throws IOException {
        for (int run = 0; run < options.warmUps(); run++) {
            Sample sample = run(cell, contender, 0, sink, client);
            if (sample.failed()) {
                samples.add(sample);
                return;
            }
            if (sample.client().get("compiling") < RESTING) {
                return;
            }
        }
    }

    private Sample run(Cell cell, Contender contender, int round, Child sink, Child client) throws IOException {
        sink.ask("take");
        String answer = client.ask(String.valueOf(options.seconds()));
        return Sample.of(cell, contender, round, answer, Figures.parse(sink.ask("take")));
    }

    private void report(Machine machine) throws IOException {
        List<Summary> summaries = Summary.of(samples);
        String table = machine + System.lineSeparator() + Table.of(summaries);
        System.out.println(Table.of(summaries));
        Files.writeString(options.out().resolve("table.txt"), table);
        Files.writeString(options.out().resolve("samples.csv"), Csv.ofSamples(samples));
        Files.writeString(options.out().resolve("summary.csv"), Csv.ofSummaries(summaries));
        Files.writeString(options.out().resolve("chart.svg"), SvgChart.of(summaries));
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
