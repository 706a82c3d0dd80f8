// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import org.apache.camel.Exchange;
import org.apache.camel.SafeCopyProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a redelivery of an exchange needs from the send before: the mail that was not sent to everybody. An internal
 * property of an exchange that had such a mail. A copy of the exchange knows of none, because what it sends is another
 * mail.
 */
public final class RedeliveryMemory implements SafeCopyProperty {

    private static final String PROPERTY = "CamelSmtpConnectorMemory";

    private @Nullable UnfinishedMail unfinished;

    private RedeliveryMemory(@Nullable UnfinishedMail unfinished) {
        this.unfinished = unfinished;
    }

    private static @Nullable RedeliveryMemory of(Exchange exchange) {
        return exchange.getExchangeExtension().getSafeCopyProperty(PROPERTY, RedeliveryMemory.class);
    }

    /**
     * What is left to do of this mail, if it is the one that failed last; null for another one. Whoever sends it now: a
     * route may try a second server.
     */
    public static @Nullable UnfinishedMail unfinished(Exchange exchange, OutgoingMail mail) {
        RedeliveryMemory memory = of(exchange);
        UnfinishedMail last = memory == null ? null : memory.unfinished;
        return last != null && mail.isSameAs(last.mail()) ? last : null;
    }

    /** The last mail was not sent to everybody. */
    public static void failed(Exchange exchange, UnfinishedMail mail) {
        exchange.getExchangeExtension().setSafeCopyProperty(PROPERTY, new RedeliveryMemory(mail));
    }

    /** The mail is sent: whatever is sent next is another one, even if it looks the same. */
    public static void sent(Exchange exchange) {
        RedeliveryMemory memory = of(exchange);
        if (memory != null) {
            memory.unfinished = null;
        }
    }

    @Override
    public SafeCopyProperty safeCopy() {
        return new RedeliveryMemory(null);
    }
}
