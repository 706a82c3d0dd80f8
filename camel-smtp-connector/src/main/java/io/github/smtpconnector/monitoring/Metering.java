// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.monitoring;

import io.github.smtpconnector.ledger.SendLedger;
import io.github.smtpconnector.sending.Mailer;
import io.github.smtpconnector.sending.Mailers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;

/**
 * Puts meters around mailers where Micrometer is on the class path and the application has a registry; elsewhere it costs
 * nothing. Thread-safe.
 */
public final class Metering {

    private static final boolean PRESENT = isPresent("io.micrometer.core.instrument.MeterRegistry");

    /** The actions that take the gauges of a server away again. */
    private final Map<String, Runnable> gauges = new ConcurrentHashMap<>();

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
        return PRESENT ? SendMeters.around(mailer, context, component, server, mailers, gauges) : mailer;
    }

    /** The ledger with counters around it, or as it is. */
    public SendLedger around(SendLedger ledger, CamelContext context, String component, String server) {
        return PRESENT ? MeteredLedger.around(ledger, context, component, server) : ledger;
    }

    /** Takes the gauges away, because there is nothing left for them to show. The counts stay. */
    public void stop() {
        gauges.values().forEach(Runnable::run);
        gauges.clear();
    }
}
