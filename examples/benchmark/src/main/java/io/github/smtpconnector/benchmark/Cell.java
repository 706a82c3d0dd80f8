// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import java.util.Locale;

/**
 * One line of conditions under which all clients are compared.
 *
 * @param chunking whether the sink offers CHUNKING (RFC 3030) beside PIPELINING
 * @param roundTrip emulated round trip in milliseconds
 * @param senders threads which each send one mail after the other
 * @param connections what clients with a pool are limited to, and what the limit uses
 * @param inFlight mails that may be under way at once on one connection, by clients which can do that
 */
public record Cell(
        Payload payload,
        Security security,
        boolean chunking,
        int roundTrip,
        int senders,
        int connections,
        int inFlight) {

    static Cell small(Security security, int senders, int roundTrip) {
        return new Cell(Payload.SMALL, security, true, roundTrip, senders, senders, 1);
    }

    Cell of(Payload other) {
        return new Cell(other, security, chunking, roundTrip, senders, connections, inFlight);
    }

    Cell withoutChunking() {
        return new Cell(payload, security, false, roundTrip, senders, connections, inFlight);
    }

    Cell on(int fewerConnections, int window) {
        return new Cell(payload, security, chunking, roundTrip, senders, fewerConnections, window);
    }

    /** Whether the next envelope may travel behind the final dot, which only a server without CHUNKING makes worthwhile. */
    public boolean queued() {
        return inFlight > 1 && !chunking;
    }

    /** A name without spaces, unique among the cells: it is what the filter matches and what the files say. */
    public String name() {
        String what =
                switch (payload) {
                    case SMALL -> "small";
                    case HUNDRED_RECIPIENTS -> "100rcpt";
                    case ATTACHMENT_10_MB -> "10mb";
                };
        String pool = connections == senders ? "" : "-on" + connections;
        String window = inFlight == 1 ? "" : "-inflight" + inFlight;
        return what + "-" + security.name().toLowerCase(Locale.ROOT) + "-" + roundTrip + "ms-" + senders + "senders"
                + pool + window + (chunking ? "" : "-nochunking");
    }
}
