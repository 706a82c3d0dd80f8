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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Senders that each send one mail after the other for a while, and what that took. */
final class Workload {
    private static final long PATIENCE_SECONDS = 30;

    /** How much longer a given number of mails may take: Postfix writes each to its disk. */
    private static final long PATIENCE_FOR_MAILS_SECONDS = 600;

    private final BenchmarkClient client;
    private final int senders;
    private final int mails;
    private final long duration;
    private final AtomicInteger left;
    private final Consumption consumption = new Consumption();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final CyclicBarrier ready;
    private final CyclicBarrier done;

    /**
     * A workload.
     *
     * @param mails how many mails end it, from the first one on; 0 where the seconds do, once all connections are open
     */
    Workload(BenchmarkClient client, int senders, int mails, double seconds) {
        this.client = client;
        this.senders = senders;
        this.mails = mails;
        this.duration = mails > 0 ? 0 : (long) (seconds * 1e9);
        this.left = new AtomicInteger(mails);
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
            long patience = mails > 0 ? PATIENCE_FOR_MAILS_SECONDS : PATIENCE_SECONDS;
            long deadline = System.nanoTime() + duration + TimeUnit.SECONDS.toNanos(patience);
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

    /** Where the time ends it, the first mail of each sender opens its connection and is not measured. */
    private Sent send() throws Exception {
        try {
            if (mails == 0) {
                client.send();
                client.drain();
            }
            long[] latencies = new long[4096];
            int count = 0;
            ready.await();
            long begin = System.nanoTime();
            long now = begin;
            while (mails == 0 ? now - begin < duration : left.getAndDecrement() > 0) {
                client.send();
                long after = System.nanoTime();
                if (count == latencies.length) {
                    latencies = Arrays.copyOf(latencies, count * 2);
                }
                latencies[count++] = after - now;
                now = after;
            }
            client.drain();
            long nanos = System.nanoTime() - begin;
            done.await();
            return new Sent(Arrays.copyOf(latencies, count), nanos);
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException("Another sender failed", e);
        } catch (Exception e) {
            failure.compareAndSet(null, e);
            ready.reset();
            done.reset();
            throw e;
        }
    }

    /**
     * Where the time ends it, the rate is the sum of the senders' own rates, so a long last mail of one does not count as
     * idling of the others. Where a number ends it, the last mail of all counts.
     */
    private Figures figures(List<Sent> sent) {
        long[] latencies = sent.stream()
                .flatMapToLong(one -> Arrays.stream(one.latencies()))
                .toArray();
        int count = latencies.length;
        long longest = sent.stream().mapToLong(Sent::nanos).max().orElse(1);
        double rate = mails > 0
                ? count / (longest / 1e9)
                : sent.stream()
                        .mapToDouble(one -> one.latencies().length / (one.nanos() / 1e9))
                        .sum();
        return consumption.figures(
                mails > 0 ? count : count + senders, count, rate, client.waits() ? latencies : new long[0]);
    }
}
