// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.email.PartialDelivery;
import io.github.smtpconnector.outcome.Verification;
import io.github.smtpconnector.pool.ConnectionPool;
import io.github.smtpconnector.pool.PoolLimits;
import io.github.smtpconnector.wire.ServerIdentity;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import java.util.List;
import org.apache.camel.CamelContext;

/** Opens what endpoints send with. Started and stopped with the component; thread-safe. */
public interface Mailers {

    /** A mailer for one endpoint, which closes it. Does not connect; mailers of equal identity share connections. */
    Mailer open(ServerIdentity server, Timeouts timeouts, PoolLimits limits, PartialDelivery partialDelivery);

    /** Tries a server on a connection of its own, without sending mail. */
    Verification verify(ServerIdentity server, Timeouts timeouts);

    /** The connections that mailers share, to be looked at from outside. */
    default List<ConnectionPool> pools() {
        return List.of();
    }

    /** Begins to look after what mailers share. */
    default void start(CamelContext context) {}

    /** Ends what is left when all mailers have been closed. */
    default void stop() {}
}
