// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.email.PartialDelivery;
import io.github.smtpconnector.outcome.Verification;
import io.github.smtpconnector.pool.PoolLimits;
import io.github.smtpconnector.sending.Mailer;
import io.github.smtpconnector.sending.Mailers;
import io.github.smtpconnector.wire.ServerIdentity;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import java.time.Clock;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class SmtpComponentStopTest {

    @Test
    void endsTheThreadsThatSendWhereAConnectionCannotBeEnded() throws Exception {
        SmtpComponent component = new SmtpComponent(new Unstoppable(), Clock.systemUTC());
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("smtp-connector", component);
            context.start();
            assertThat(component.sendingThreads().part("server", 1).take(() -> {}, door -> {}))
                    .isTrue();
            assertThatThrownBy(component::stop).hasStackTraceContaining("a connection does not end");
            assertThat(component.sendingThreads().part("server", 1).take(() -> {}, door -> {}))
                    .isFalse();
        }
    }

    private static final class Unstoppable implements Mailers {

        @Override
        public Mailer open(
                ServerIdentity server, Timeouts timeouts, PoolLimits limits, PartialDelivery partialDelivery) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Verification verify(ServerIdentity server, Timeouts timeouts) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void stop() {
            throw new IllegalStateException("a connection does not end");
        }
    }
}
