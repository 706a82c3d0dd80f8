// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.sink;

import io.github.smtpconnector.benchmark.Cell;
import io.github.smtpconnector.benchmark.Security;
import java.util.ArrayList;
import java.util.List;

/** What one listening port of the sink offers. Its text is the key under which the runner learns the port's number. */
public record SinkPort(Security security, boolean chunking, int roundTrip) {

    public static SinkPort of(Cell cell) {
        return new SinkPort(cell.security(), cell.chunking(), cell.roundTrip());
    }

    static List<SinkPort> all() {
        List<SinkPort> ports = new ArrayList<>();
        for (Security security : Security.values()) {
            for (int roundTrip : new int[] {0, 20}) {
                ports.add(new SinkPort(security, true, roundTrip));
                ports.add(new SinkPort(security, false, roundTrip));
            }
        }
        return ports;
    }

    long roundTripNanos() {
        return roundTrip * 1_000_000L;
    }

    @Override
    public String toString() {
        return security + (chunking ? "+CHUNKING+" : "+") + roundTrip + "ms";
    }
}
