// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pace;

import io.github.smtpconnector.testkit.SmtpTestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Workers in JVMs of their own, a server that notes when each mail came, and what that says of the pace. */
public final class PaceRun implements AutoCloseable {

    private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
    private final SmtpTestServer server = new SmtpTestServer().discarding().on("MAIL", session -> {
        times.add(System.nanoTime());
        return true;
    });
    private final SmtpTestServer warm = new SmtpTestServer().discarding();
    private final List<Process> workers = new ArrayList<>();
    private final String database;
    private final String options;

    /** @param options of the endpoint, but for the pace */
    public PaceRun(String database, String options) {
        this.database = database;
        this.options = options;
        server.start();
        warm.start();
    }

    /** Starts another worker and returns once it is ready to send. */
    public Process start(int threads) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        PaceWorkerMain.class.getName(),
                        String.valueOf(server.port()),
                        String.valueOf(warm.port()),
                        database,
                        options,
                        String.valueOf(threads))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        workers.add(worker);
        BufferedReader output = worker.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); !PaceWorkerMain.READY.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new AssertionError("the worker ended before it sent anything");
            }
        }
        return worker;
    }

    /** Lets a worker send. */
    public void begin(Process worker) throws IOException {
        worker.getOutputStream().write('\n');
        worker.getOutputStream().flush();
    }

    /** Lets a worker end what it has begun. */
    public void stop(Process worker) throws IOException, InterruptedException {
        worker.getOutputStream().close();
        worker.waitFor();
    }

    /** When the mails came, in order, in nanoseconds. */
    public List<Long> times() {
        return times.stream().sorted().toList();
    }

    /** The number of mails in each period of this length, one for each mail that begins one. */
    public static List<Integer> windows(List<Long> times, Duration length) {
        List<Integer> windows = new ArrayList<>();
        int end = 0;
        for (int i = 0; i < times.size(); i++) {
            if (times.get(i) + length.toNanos() > times.get(times.size() - 1)) {
                break;
            }
            while (end < times.size() && times.get(end) < times.get(i) + length.toNanos()) {
                end++;
            }
            windows.add(end - i);
        }
        return windows;
    }

    /** For people: the mean, and the least and most of some periods. */
    public static String report(List<Long> times) {
        double seconds = (times.get(times.size() - 1) - times.get(0)) / 1e9;
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT, "%d mails in %.1f s, %.2f/s", times.size(), seconds, (times.size() - 1) / seconds));
        for (int length : new int[] {10, 1}) {
            List<Integer> windows = windows(times, Duration.ofSeconds(length));
            report.append(String.format(
                    Locale.ROOT,
                    "; any %d s: %d to %d",
                    length,
                    windows.stream().mapToInt(Integer::intValue).min().orElse(0),
                    windows.stream().mapToInt(Integer::intValue).max().orElse(0)));
        }
        return report + "; seconds with less than 98 % of the fullest: " + slow(times);
    }

    /** Each second that fell behind the fullest, and how many mails it had. */
    private static Map<Long, Integer> slow(List<Long> times) {
        Map<Long, Integer> seconds = new TreeMap<>();
        times.forEach(time -> seconds.merge((time - times.get(0)) / 1_000_000_000L, 1, Integer::sum));
        long most = seconds.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        seconds.values().removeIf(mails -> mails * 100L >= most * 98L);
        return seconds;
    }

    @Override
    public void close() {
        workers.forEach(Process::destroyForcibly);
        server.close();
        warm.close();
    }
}
