// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.turns;

import io.github.smtpconnector.pace.Demand;
import io.github.smtpconnector.pace.Grant;
import io.github.smtpconnector.pace.PaceKeeper;
import io.github.smtpconnector.pace.TimelineKeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Many processes with one pace, in a time of its own: no thread, no wait, no luck. Each has senders that wait, a store that
 * takes a while to answer, and timers that are late.
 */
final class Simulation {

    private static final long TICK = 100_000;

    private record Event(long time, long order, Runnable action) {}

    private final Random random;
    private final Toll toll;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            (a, b) -> a.time == b.time ? Long.compare(a.order, b.order) : Long.compare(a.time, b.time));
    final List<Long> sent = new ArrayList<>();
    final TimelineKeeper store = new TimelineKeeper(this::now);
    private final List<Worker> workers = new ArrayList<>();
    private long now;
    private long order;
    private int slowest = 5;

    Simulation(long seed, PaceLimits limits, int recipients) {
        this.random = new Random(seed);
        this.toll = new Toll(
                new PaceLimits(limits.perSecond(), limits.perDay(), limits.byRecipient(), (PaceKeeper) store),
                recipients);
    }

    long now() {
        return now;
    }

    /** The store answers within so many milliseconds. */
    Simulation slow(int millis) {
        slowest = millis;
        return this;
    }

    /** A process with so many senders, of which each comes again so long after its mail. */
    Worker worker(int senders, Duration rest) {
        Worker worker = new Worker(senders, rest.toNanos());
        workers.add(worker);
        return worker;
    }

    /** A process that begins: it opens five connections, of which each takes so long, and has no more. */
    Worker cold(int senders, Duration opening) {
        Worker worker = worker(senders, Duration.ofMillis(5));
        worker.places = 5;
        worker.opening = opening.toNanos();
        return worker;
    }

    void run(Duration time) {
        long end = now + time.toNanos();
        while (now < end) {
            now += TICK;
            while (!events.isEmpty() && events.peek().time <= now) {
                events.poll().action.run();
            }
            workers.forEach(Worker::look);
        }
    }

    private void later(long delay, Runnable action) {
        events.add(new Event(now + delay, order++, action));
    }

    private long latency() {
        return 500_000 + random.nextLong(slowest * 1_000_000L);
    }

    final class Worker implements PaceKeeper {

        private final long rest;
        private final SharedPace pace;
        private int waiting;
        private int busy;
        private long wake;
        private boolean dead;
        private int places = Integer.MAX_VALUE;
        private long opening;
        private int opened;
        private long writing;
        int mails;

        private Worker(int senders, long rest) {
            this.waiting = senders;
            this.rest = rest;
            this.pace = new SharedPace(
                    store,
                    "login",
                    this::ask,
                    action -> later(latency() / 2, () -> {
                        action.accept(now);
                        wake = now;
                    }));
        }

        /** The question reaches the store after a while, the answer comes back after another. */
        private void ask(Runnable task) {
            later(latency() / 2, () -> {
                if (!dead) {
                    task.run();
                }
            });
        }

        /** As a store answers: what it took to write counts for the turns, but for what the way takes. */
        @Override
        public Grant reserve(String login, Demand demand) throws Exception {
            writing = latency() / 2;
            Grant grant = store.reserve(login, demand);
            Duration passed = Duration.ofNanos(Math.max(0, writing - random.nextLong(2_000_000)));
            return new Grant(grant.kind(), grant.turns(), grant.first().minus(passed), grant.at());
        }

        @Override
        public void pause(String login) {
            store.pause(login);
        }

        @Override
        public void served(String login) {
            store.served(login);
        }

        void kill() {
            dead = true;
            workers.remove(this);
        }

        /** Sends what it has and takes no more. */
        void stop() {
            workers.remove(this);
        }

        private void look() {
            while (!dead && waiting > 0 && wake <= now) {
                long left = pace.left(toll, now);
                if (left == 0 && busy >= places) {
                    // The sender whose mail ends wakes the next.
                    pace.waits(toll, waiting * toll.units(), now);
                    wake = Long.MAX_VALUE;
                } else if (left == 0) {
                    waiting--;
                    busy++;
                    mails++;
                    sent.add(now);
                    pace.went(toll, waiting * toll.units(), now);
                    later(rest + (opened++ < 5 ? opening : 0), () -> {
                        busy--;
                        waiting++;
                        wake = Math.min(wake, now);
                    });
                } else {
                    pace.waits(toll, waiting * toll.units(), now);
                    long patience = pace.patience(toll, now);
                    // Timers are late, seldom by much.
                    long late = random.nextInt(200) == 0 ? random.nextLong(15_000_000) : random.nextLong(300_000);
                    wake = patience >= Pace.UNKNOWN ? Long.MAX_VALUE : now + patience + late;
                }
            }
        }
    }

    /** The most mails in any period of this length that begins with a mail, between two times. */
    long most(Duration length, Duration from, Duration to) {
        long most = 0;
        int end = 0;
        List<Long> among = among(from, to);
        for (int i = 0; i < among.size(); i++) {
            while (end < among.size() && among.get(end) < among.get(i) + length.toNanos()) {
                end++;
            }
            most = Math.max(most, end - i);
        }
        return most;
    }

    /** The fewest mails in any such period, to the hundredth of a second. */
    long fewest(Duration length, Duration from, Duration to) {
        long fewest = Long.MAX_VALUE;
        for (long start = from.toNanos(); start + length.toNanos() <= to.toNanos(); start += 10_000_000) {
            fewest = Math.min(
                    fewest,
                    among(Duration.ofNanos(start), Duration.ofNanos(start + length.toNanos()))
                            .size());
        }
        return fewest;
    }

    private List<Long> among(Duration from, Duration to) {
        int first = index(from.toNanos());
        return sent.subList(first, Math.max(first, index(to.toNanos())));
    }

    private int index(long time) {
        int low = 0;
        int high = sent.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (sent.get(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
