// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.SafeCopyProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a redelivery of an exchange needs from the send before: the Message-ID. An internal property of the exchange. A
 * copy of the exchange starts with none, because what it sends is another mail.
 */
final class ExchangeMemory implements SafeCopyProperty {

    private static final String PROPERTY = "CamelSmtpConnectorMemory";

    private @Nullable Object sender;
    private @Nullable String messageId;

    private ExchangeMemory() {}

    static ExchangeMemory of(Exchange exchange) {
        ExchangeExtension extension = exchange.getExchangeExtension();
        ExchangeMemory memory = extension.getSafeCopyProperty(PROPERTY, ExchangeMemory.class);
        if (memory == null) {
            memory = new ExchangeMemory();
            extension.setSafeCopyProperty(PROPERTY, memory);
        }
        return memory;
    }

    /** The Message-ID that this sender gave the mail before, else the one made now. */
    String messageId(Object sender, Supplier<String> fresh) {
        if (messageId == null || this.sender != sender) {
            this.sender = sender;
            messageId = fresh.get();
        }
        return messageId;
    }

    /** The Message-ID of the mail under way, or null for none. */
    @Nullable
    String messageId() {
        return messageId;
    }

    /** The mail is sent: whatever the same sender sends next is another one. */
    void sent() {
        sender = null;
        messageId = null;
    }

    @Override
    public SafeCopyProperty safeCopy() {
        return new ExchangeMemory();
    }
}
