// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import io.github.smtpconnector.benchmark.Figures;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/** One thread that hands on mails for a while, a bounded number of them under way at once, and what that took. */
final class OneConsumer {
    private static final long PATIENCE_SECONDS = 30;

    /** Times are kept of so many mails; the others of a round are counted. */
    private static final int TIMED = 1 << 20;

    private final HandsOn client;
    private final int underWay;
    private final long duration;
    private final Semaphore room;
    private final Consumption consumption = new Consumption();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final AtomicLongArray latencies = new AtomicLongArray(TIMED);
    private final AtomicInteger done = new AtomicInteger();

    OneConsumer(HandsOn client, int underWay, double seconds) {
        this.client = client;
        this.underWay = underWay;
        this.duration = (long) (seconds * 1e9);
        this.room = new Semaphore(underWay);
    }

    /** The first mails open the connections and are not measured. */
    Figures run() throws Exception {
        for (int mail = 0; mail < underWay; mail++) {
            handOn();
        }
        int before = awaitAll();
        consumption.begin();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < duration && failure.get() == null) {
            handOn();
        }
        int all = awaitAll();
        long nanos = System.nanoTime() - begin;
        consumption.end();
        long[] timed = new long[Math.min(all, TIMED) - Math.min(before, TIMED)];
        Arrays.setAll(timed, mail -> latencies.get(before + mail));
        return consumption.figures(all, all - before, (all - before) / (nanos / 1e9), timed);
    }

    private void handOn() throws Exception {
        await(1);
        long start = System.nanoTime();
        client.handOn(exception -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
            int number = done.getAndIncrement();
            if (number < TIMED) {
                latencies.set(number, System.nanoTime() - start);
            }
            room.release();
        });
    }

    private int awaitAll() throws Exception {
        await(underWay);
        room.release(underWay);
        Exception first = failure.get();
        if (first != null) {
            throw first;
        }
        return done.get();
    }

    private void await(int permits) throws InterruptedException {
        if (!room.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("A mail was not sent within " + PATIENCE_SECONDS + " s");
        }
    }
}
