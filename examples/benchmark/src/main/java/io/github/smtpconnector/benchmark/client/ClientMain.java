// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import io.github.smtpconnector.benchmark.Cell;
import io.github.smtpconnector.benchmark.Cells;
import io.github.smtpconnector.benchmark.Figures;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One client and one cell in their own JVM: each line on standard input, a number of seconds, is one run and answered
 * with one line.
 *
 * <p>A JVM per cell keeps the profiles of the compiler apart, and what some libraries set once per JVM: the size of
 * Simple Java Mail's pool is that of the first mailer.
 */
public final class ClientMain {
    private ClientMain() {}

    public static void main(String[] arguments) throws Exception {
        Contender contender = Contender.valueOf(arguments[0]);
        Cell cell = Cells.named(arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        Path attachment = Path.of(arguments[3]);
        PrintStream answers = System.out;
        // Libraries may print what they like; only answers go to the runner.
        System.setOut(System.err);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String seconds = questions.readLine(); seconds != null; seconds = questions.readLine()) {
            answers.println(answer(contender, cell, port, attachment, Double.parseDouble(seconds)));
        }
        // Threads a library left behind must not keep the process alive.
        System.exit(0);
    }

    private static String answer(Contender contender, Cell cell, int port, Path attachment, double seconds) {
        try (BenchmarkClient client = contender.open(cell, port, attachment)) {
            Figures figures = cell.oneConsumer() && client instanceof HandsOn consumer
                    ? new OneConsumer(consumer, cell.senders(), seconds).run()
                    : new Workload(client, client.senders(cell), cell.mails(), seconds).run();
            return figures.toString();
        } catch (Exception e) {
            e.printStackTrace();
            return "FAILED " + e.toString().replaceAll("\\s+", " ");
        }
    }
}
