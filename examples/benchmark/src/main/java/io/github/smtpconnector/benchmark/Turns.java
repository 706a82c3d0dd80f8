// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import io.github.smtpconnector.benchmark.client.Contender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All clients of one cell, turn by turn, at one port of one server. */
record Turns(Cell cell, Clients clients, int port, Server server) {

    /** Where the mails go. */
    interface Server {
        /** What came since it was last asked. */
        Figures take() throws IOException;
    }

    /** Each round begins with another client, so that none always runs right behind the same other. */
    void take(int rounds, List<Sample> samples) throws IOException {
        List<Contender> order = new ArrayList<>(cell.contenders());
        Map<Contender, Child> running = new EnumMap<>(Contender.class);
        try {
            Map<Contender, WarmUp> warm = cell.fresh() ? Map.of() : warmUp(order, running, samples);
            for (int round = 1; round <= cell.rounds(rounds); round++) {
                for (Contender contender : order) {
                    Sample sample =
                            cell.fresh() ? runFresh(contender, round) : run(contender, round, running.get(contender));
                    samples.add(sample.after(warm.getOrDefault(contender, WarmUp.NONE)));
                }
                Collections.rotate(order, -1);
                System.out.print(".");
            }
        } finally {
            for (Child client : running.values()) {
                client.close();
            }
        }
    }

    private Map<Contender, WarmUp> warmUp(List<Contender> order, Map<Contender, Child> running, List<Sample> samples)
            throws IOException {
        Map<Contender, WarmUp> warm = new EnumMap<>(Contender.class);
        for (Contender contender : order) {
            Child client = clients.start(contender, cell, port);
            running.put(contender, client);
            warm.put(contender, warmUp(contender, client, samples));
        }
        return warm;
    }

    /**
     * Runs that are thrown away, until two in a row differ by little: an application runs for weeks, and what compiling
     * costs in its first seconds weighs most on a client that needs little time for a mail.
     */
    private WarmUp warmUp(Contender contender, Child client, List<Sample> samples) throws IOException {
        int most = clients.options().warmUps();
        double before = 0;
        for (int run = 1; run <= most; run++) {
            Sample sample = run(contender, 0, client);
            if (sample.failed()) {
                WarmUp broken = new WarmUp(run, false, Double.NaN);
                samples.add(sample.after(broken));
                return broken;
            }
            double rate = sample.client().get("rate");
            boolean steady = WarmUp.isSteady(before, rate);
            if (steady || run == most) {
                return new WarmUp(run, steady, sample.client().get("compiler"));
            }
            before = rate;
        }
        return WarmUp.NONE;
    }

    private Sample runFresh(Contender contender, int round) throws IOException {
        try (Child client = clients.start(contender, cell, port)) {
            return run(contender, round, client);
        }
    }

    private Sample run(Contender contender, int round, Child client) throws IOException {
        server.take();
        String answer = clients.run(client);
        return Sample.of(cell, contender, round, answer, server.take());
    }
}
