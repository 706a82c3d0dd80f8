// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.email.PartialDelivery;
import io.github.smtpconnector.outcome.Verification;
import io.github.smtpconnector.pool.ConnectionPool;
import io.github.smtpconnector.pool.ConnectionPools;
import io.github.smtpconnector.pool.PoolLimits;
import io.github.smtpconnector.wire.ServerIdentity;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of one component, shared by all its endpoints, and the one thread that ends what is late, idle or forgotten. */
public final class PooledMailers implements Mailers {

    private static final Logger LOG = LoggerFactory.getLogger(PooledMailers.class);

    /** How late a deadline may be noticed. */
    private static final Duration SWEEP_EVERY = Duration.ofMillis(250);

    /** Camel has waited for routes; this is for mail that was sent past them, by a template for instance. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Runnable alsoSwept;
    private final Duration grace;
    private volatile ConnectionPools pools = newPools();
    private volatile boolean stopped;
    private @Nullable CamelContext context;
    private @Nullable ScheduledExecutorService sweeper;

    /**
     * The connections of one component.
     *
     * @param alsoSwept what else is to be tidied up from time to time
     */
    public PooledMailers(Runnable alsoSwept) {
        this(alsoSwept, GRACE);
    }

    PooledMailers(Runnable alsoSwept, Duration grace) {
        this.alsoSwept = alsoSwept;
        this.grace = grace;
    }

    @Override
    public Mailer open(ServerIdentity server, Timeouts timeouts, PoolLimits limits, PartialDelivery partialDelivery) {
        return new PooledMailer(this::current, server, timeouts, limits, partialDelivery);
    }

    private static ConnectionPools newPools() {
        return new ConnectionPools(System::nanoTime, new ProtocolLog());
    }

    /** Where connections are to be had now: those of before a stop are gone for good. */
    private ConnectionPools current() {
        return pools;
    }

    @Override
    public Verification verify(ServerIdentity server, Timeouts timeouts) {
        return pools.verifier(server).verify(timeouts);
    }

    @Override
    public List<ConnectionPool> pools() {
        return pools.all();
    }

    @Override
    public void start(CamelContext context) {
        if (stopped) {
            // Endpoints that were not stopped with it send over these.
            pools = newPools();
            stopped = false;
        }
        ScheduledExecutorService executor =
                context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "SmtpConnections");
        var unused = executor.scheduleWithFixedDelay(
                this::sweep, SWEEP_EVERY.toMillis(), SWEEP_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        this.context = context;
        this.sweeper = executor;
    }

    private void sweep() {
        // A task that throws is never run again, and with it all deadlines would end.
        BesideTheMail.logging(LOG, "Looking after connections", () -> pools.sweep());
        BesideTheMail.logging(LOG, "Tidying up", alsoSwept);
    }

    @Override
    public void stop() {
        stopped = true;
        try {
            pools.shutdown(grace);
        } finally {
            if (context != null && sweeper != null) {
                context.getExecutorServiceManager().shutdownNow(sweeper);
                sweeper = null;
            }
        }
    }
}
