// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Threads that are interrupted at random, as by an application that is being stopped or a caller without patience. */
public final class Interrupts implements AutoCloseable {

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ExecutorService executor;
    private final Thread interrupter;
    private volatile boolean over;

    /** So many threads, of which one is interrupted about every {@code each}. */
    public Interrupts(int count, Duration each, long seed) {
        this.executor = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "interrupted-sender");
            threads.add(thread);
            return thread;
        });
        Random random = new Random(seed);
        this.interrupter = new Thread(
                () -> {
                    while (!over) {
                        LockSupport.parkNanos(each.toNanos());
                        if (!threads.isEmpty()) {
                            threads.get(random.nextInt(threads.size())).interrupt();
                        }
                    }
                },
                "interrupter");
        interrupter.start();
    }

    /** Where to send from. */
    public ExecutorService executor() {
        return executor;
    }

    @Override
    public void close() {
        over = true;
        executor.shutdownNow();
    }
}
