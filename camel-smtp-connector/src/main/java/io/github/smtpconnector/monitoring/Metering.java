// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.monitoring;

import io.github.smtpconnector.ledger.SendLedger;
import io.github.smtpconnector.sending.Mailer;
import io.github.smtpconnector.sending.Mailers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Puts meters around mailers where Micrometer is on the class path and the application has a registry; elsewhere it costs
 * nothing. Thread-safe.
 */
public final class Metering {

    private static final boolean PRESENT = isPresent("io.micrometer.core.instrument.MeterRegistry");

    /** By component and server. */
    private final Map<String, Gauges> all = new ConcurrentHashMap<>();

    /** The gauges of one server. Guarded by the map. */
    private static final class Gauges {
        private final Supplier<Runnable> adding;
        private @Nullable Runnable removing;
        private int mailers;

        private Gauges(Supplier<Runnable> adding) {
            this.adding = adding;
        }

        private void add() {
            if (removing == null) {
                removing = adding.get();
            }
        }

        private void remove() {
            if (removing != null) {
                removing.run();
                removing = null;
            }
        }
    }

    private static boolean isPresent(String type) {
        try {
            Class.forName(type, false, Metering.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * The mailer with meters around it, or as it is.
     *
     * @param component the name by which the routes know the component
     */
    public Mailer around(Mailer mailer, CamelContext context, String component, String server, Mailers mailers) {
        return PRESENT ? SendMeters.around(mailer, context, component, server, mailers, this) : mailer;
    }

    /**
     * Shows the gauges of a server, for a mailer.
     *
     * @param adding adds them, and returns what takes them away
     */
    void begin(String gauges, Supplier<Runnable> adding) {
        all.compute(gauges, (key, known) -> {
            Gauges shown = known == null ? new Gauges(adding) : known;
            shown.add();
            shown.mailers++;
            return shown;
        });
    }

    /** A mailer has gone. What it has left open is shown until the stop. */
    void end(String gauges) {
        all.computeIfPresent(gauges, (key, known) -> --known.mailers > 0 || known.removing != null ? known : null);
    }

    /** Shows the gauges again of mailers that were not closed with the stop. */
    public void start() {
        all.forEach((name, gauges) -> all.computeIfPresent(name, (key, known) -> {
            known.add();
            return known;
        }));
    }

    /**
     * The ledger with counters around it, or as it is.
     *
     * @param again whether a mail that is uncertain is sent again
     */
    public SendLedger around(
            SendLedger ledger, SendLedger.Again again, CamelContext context, String component, String server) {
        return PRESENT ? SendMeters.around(ledger, again, context, component, server) : ledger;
    }

    /** Takes the gauges away, because there is nothing left for them to show. The counts stay. */
    public void stop() {
        all.forEach((name, gauges) -> all.computeIfPresent(name, (key, known) -> {
            known.remove();
            return known.mailers > 0 ? known : null;
        }));
    }
}
