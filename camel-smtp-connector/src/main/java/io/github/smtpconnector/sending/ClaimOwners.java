// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Names for who claims a mail: they say which process it was, and each of them is used once, so that a late outcome of
 * one claim is never taken for that of another. Thread-safe.
 */
public final class ClaimOwners {

    private static final int LONGEST_HOST = 64;
    private static final int RADIX = 36;

    private final String process;
    private final AtomicLong claims = new AtomicLong();

    /**
     * Names of this process.
     *
     * @param environment in which a container or a pod finds its name
     * @param random tells the process from one of the same number on the same machine
     */
    public ClaimOwners(Map<String, String> environment, RandomGenerator random) {
        String host = Stream.of("HOSTNAME", "COMPUTERNAME")
                .map(environment::get)
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .orElse("process");
        String start = host.length() > LONGEST_HOST ? host.substring(0, LONGEST_HOST) : host;
        String mark = Integer.toString(random.nextInt(RADIX * RADIX * RADIX), RADIX);
        this.process = start + ':' + ProcessHandle.current().pid() + ':' + mark + ':';
    }

    /** The name of the next claim. */
    public String next() {
        return process + Long.toString(claims.incrementAndGet(), RADIX);
    }
}
