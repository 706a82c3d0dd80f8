// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a host, in the order to try them: as the resolver gives them, but the one that answered last comes
 * first, so that a dead one costs its share of the time once and not with each connection. Thread-safe.
 */
final class Addresses {

    /** Finds the addresses of a name. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private volatile @Nullable InetAddress answered;

    Addresses(Resolver resolver) {
        this.resolver = resolver;
    }

    InetAddress[] of(String host) throws UnknownHostException {
        InetAddress first = answered;
        InetAddress[] addresses = resolver.resolve(host).clone();
        // False comes first, and the others keep their order.
        Arrays.sort(addresses, Comparator.comparing(address -> !address.equals(first)));
        return addresses;
    }

    void answered(InetAddress address) {
        answered = address;
    }
}
