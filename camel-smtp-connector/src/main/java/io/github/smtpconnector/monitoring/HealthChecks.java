// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.monitoring;

import io.github.smtpconnector.outcome.Verification;
import io.github.smtpconnector.wire.ServerIdentity;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;

/**
 * One check for each server and login, however many producers lead there, in Camel's repository of producers' checks. It
 * is there only where camel-health is. Thread-safe.
 */
public final class HealthChecks {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ServerIdentity, Counted> checks = new HashMap<>();

    private static final class Counted {
        private final HealthCheck check;
        private final WritableHealthCheckRepository repository;
        private int producers;

        private Counted(HealthCheck check, WritableHealthCheckRepository repository) {
            this.check = check;
            this.repository = repository;
        }
    }

    /**
     * A producer begins to send to this server, which the verifier tries.
     *
     * @param component the name by which the routes know the component
     * @param enabled whether the check is asked before the application enables it
     */
    public void add(
            CamelContext context,
            String component,
            boolean enabled,
            ServerIdentity server,
            Supplier<Verification> verifier) {
        WritableHealthCheckRepository repository =
                HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class);
        if (repository == null) {
            return;
        }
        lock.lock();
        try {
            Counted counted = checks.get(server);
            if (counted == null) {
                SmtpHealthCheck check = new SmtpHealthCheck(id(component, server), verifier, System::nanoTime);
                check.setEnabled(enabled);
                repository.addHealthCheck(check);
                counted = new Counted(check, repository);
                checks.put(server, counted);
            }
            counted.producers++;
        } finally {
            lock.unlock();
        }
    }

    /** Another login at the same server gets a number: the user name is not for others to see. */
    private String id(String component, ServerIdentity server) {
        String id = "producer:" + component + "-" + server.server();
        Set<String> taken =
                checks.values().stream().map(counted -> counted.check.getId()).collect(Collectors.toSet());
        // The first that is free: a route that is stopped and started finds its own again.
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> number == 1 ? id : id + "-" + number)
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    /** A producer has stopped; the last one takes the check with it. */
    public void remove(ServerIdentity server) {
        lock.lock();
        try {
            Counted counted = checks.get(server);
            if (counted != null && --counted.producers == 0) {
                checks.remove(server);
                counted.repository.removeHealthCheck(counted.check);
            }
        } finally {
            lock.unlock();
        }
    }
}
