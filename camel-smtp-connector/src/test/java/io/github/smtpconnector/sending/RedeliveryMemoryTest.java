// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.Settled;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.wire.ServerIdentity;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class RedeliveryMemoryTest {

    private static final OutgoingMail MAIL = new OutgoingMail.Composed(
            Email.builder()
                    .from("ann@example.com")
                    .to("bob@example.com")
                    .text("t")
                    .build(),
            null,
            null);

    private static final UnfinishedMail IN_DOUBT = new UnfinishedMail(
            "<1@example.com>", Settled.NONE, new Settled(List.of(new RecipientResult("bob@example.com", false, null))));

    /** Behind a queue, for instance, the exchange is another one, with a clock of its own. */
    @Test
    void aMailThatEndedInAnotherExchangeIsOverInItsOwn() throws Exception {
        try (SmtpTestServer at = new SmtpTestServer();
                MailerFixture fixture = new MailerFixture(at);
                DefaultCamelContext context = new DefaultCamelContext()) {
            ServerIdentity server = fixture.identity();
            RedeliveryMemory memory = RedeliveryMemory.of(context);
            SmtpConnectorException failure =
                    Failure.permanent(Category.UNCERTAIN, "no answer").toException();
            Exchange first = new DefaultExchange(context);
            memory.failed(first, server, MAIL, IN_DOUBT, failure);
            Exchange other = new DefaultExchange(context);
            other.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
            assertThat(memory.unfinished(first, server, MAIL)).isEqualTo(IN_DOUBT);
            assertThat(memory.unfinished(other, server, MAIL)).isEqualTo(IN_DOUBT);

            memory.sent(other, server, MAIL);
            assertThat(memory.unfinished(other, server, MAIL)).isNull();
            assertThat(memory.unfinished(first, server, MAIL)).isNull();
        }
    }
}
