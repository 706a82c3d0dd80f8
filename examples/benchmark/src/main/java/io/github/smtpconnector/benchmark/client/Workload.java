// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import io.github.smtpconnector.benchmark.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Senders that each send one mail after the other for a while, and what that took. */
final class Workload {
    private static final long PATIENCE_SECONDS = 30;

    private final BenchmarkClient client;
    private final int senders;
    private final long duration;
    private final Consumption consumption = new Consumption();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final CyclicBarrier ready;
    private final CyclicBarrier done;

    Workload(BenchmarkClient client, int senders, double seconds) {
        this.client = client;
        this.senders = senders;
        this.duration = (long) (seconds * 1e9);
        this.ready = new CyclicBarrier(senders, consumption::begin);
        this.done = new CyclicBarrier(senders, consumption::end);
    }

    /** Latencies of one sender in nanoseconds, and the time it took for all of them. */
    private record Sent(long[] latencies, long nanos) {}

    Figures run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(senders);
        try {
            List<Future<Sent>> running = new ArrayList<>();
            for (int sender = 0; sender < senders; sender++) {
                running.add(threads.submit(this::send));
            }
            long deadline = System.nanoTime() + duration + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            List<Sent> sent = new ArrayList<>();
            for (Future<Sent> sender : running) {
                sent.add(sender.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
            }
            return figures(sent);
        } catch (ExecutionException e) {
            Exception first = failure.get();
            throw first == null ? e : first;
        } catch (TimeoutException e) {
            throw new IllegalStateException("A mail was not sent within " + PATIENCE_SECONDS + " s", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** The first mail of each sender opens its connection and is not measured. */
    private Sent send() throws Exception {
        try {
            client.send();
            long[] latencies = new long[4096];
            int count = 0;
            ready.await();
            long begin = System.nanoTime();
            long now = begin;
            do {
                client.send();
                long after = System.nanoTime();
                if (count == latencies.length) {
                    latencies = Arrays.copyOf(latencies, count * 2);
                }
                latencies[count++] = after - now;
                now = after;
            } while (now - begin < duration);
            done.await();
            return new Sent(Arrays.copyOf(latencies, count), now - begin);
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException("Another sender failed", e);
        } catch (Exception e) {
            failure.compareAndSet(null, e);
            ready.reset();
            done.reset();
            throw e;
        }
    }

    /** The rate is the sum of the senders' own rates, so a long last mail of one does not count as idling of the others. */
    private Figures figures(List<Sent> sent) {
        double rate = sent.stream()
                .mapToDouble(one -> one.latencies().length / (one.nanos() / 1e9))
                .sum();
        long[] latencies = sent.stream()
                .flatMapToLong(one -> Arrays.stream(one.latencies()))
                .sorted()
                .toArray();
        int mails = latencies.length;
        return Figures.none()
                .with("sent", mails + senders)
                .with("rate", rate)
                .with("p50", latencies[mails / 2] / 1e6)
                .with("p99", latencies[mails * 99 / 100] / 1e6)
                .with("compiling", consumption.compilerMillis() * 1e6 / duration)
                .with("cpu", consumption.cpuNanos() / 1e3 / mails)
                .with("allocated", consumption.allocatedBytes() / (double) mails);
    }
}
