// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import io.github.smtpconnector.benchmark.client.Contender;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * One line of conditions under which all clients are compared.
 *
 * @param way where the mails come from, how many there are, and where they go
 * @param chunking whether the sink offers CHUNKING (RFC 3030) beside PIPELINING
 * @param roundTrip emulated round trip in milliseconds
 * @param senders threads which each send one mail after the other, or the mails that one consumer may have under way
 * @param connections what clients with a pool are limited to, and what the limit uses
 * @param inFlight mails that may be under way at once on one connection, by clients which can do that
 */
public record Cell(
        Way way,
        Payload payload,
        Security security,
        boolean chunking,
        int roundTrip,
        int senders,
        int connections,
        int inFlight) {

    /** From where the mails come, and where they go. */
    public enum Way {
        /** Threads that wait for each mail, for some seconds, after a warm-up. */
        SENDERS("", 0),
        /** One thread that hands on mails without waiting for them, as the consumer of a queue does. */
        ONE_CONSUMER("consumer-", 0),
        /** The first mails of a JVM that was just started. */
        FIRST_MAILS("first2000-", 2_000),
        /** Mails into the queue of a Postfix, from a JVM that was just started. */
        POSTFIX("postfix5000-", 5_000);

        private final String mark;
        private final int mails;

        Way(String mark, int mails) {
            this.mark = mark;
            this.mails = mails;
        }
    }

    static Cell small(Security security, int senders, int roundTrip) {
        return new Cell(Way.SENDERS, Payload.SMALL, security, true, roundTrip, senders, senders, 1);
    }

    Cell by(Way other) {
        return new Cell(other, payload, security, chunking, roundTrip, senders, connections, inFlight);
    }

    Cell of(Payload other) {
        return new Cell(way, other, security, chunking, roundTrip, senders, connections, inFlight);
    }

    Cell withoutChunking() {
        return new Cell(way, payload, security, false, roundTrip, senders, connections, inFlight);
    }

    Cell on(int fewerConnections, int window) {
        return new Cell(way, payload, security, chunking, roundTrip, senders, fewerConnections, window);
    }

    /** How many mails are sent in a round; 0 where the time says when it ends. */
    public int mails() {
        return way.mails;
    }

    /** Whether each round has JVMs of its own, and no warm-up. */
    boolean fresh() {
        return way.mails > 0;
    }

    /** How many rounds are run where so many are asked for: Postfix writes each mail to its disk, which takes long. */
    int rounds(int asked) {
        return way == Way.POSTFIX ? Math.min(asked, 2) : asked;
    }

    /** Whether one thread hands on the mails of all. */
    public boolean oneConsumer() {
        return way == Way.ONE_CONSUMER;
    }

    /** Whether the next envelope may travel behind the final dot, which only a server without CHUNKING makes worthwhile. */
    public boolean queued() {
        return inFlight > 1 && !chunking;
    }

    /** The clients that can do what is asked here. */
    Set<Contender> contenders() {
        Set<Contender> able = EnumSet.allOf(Contender.class);
        if (inFlight == 1 || !chunking) {
            able.remove(Contender.RAW_DEEP);
        }
        if (oneConsumer()) {
            able.removeAll(EnumSet.of(Contender.VERTX, Contender.SIMPLE_JAVA_MAIL));
        }
        return able;
    }

    /** A name without spaces, unique among the cells: it is what the filter matches and what the files say. */
    public String name() {
        String what =
                switch (payload) {
                    case SMALL -> "small";
                    case HUNDRED_RECIPIENTS -> "100rcpt";
                    case ATTACHMENT_10_MB -> "10mb";
                };
        String who = oneConsumer() ? "underway" : "senders";
        String pool = connections == senders ? "" : "-on" + connections;
        String window = inFlight == 1 ? "" : "-inflight" + inFlight;
        return way.mark + what + "-" + security.name().toLowerCase(Locale.ROOT) + "-" + roundTrip + "ms-" + senders
                + who + pool + window + (chunking ? "" : "-nochunking");
    }
}
