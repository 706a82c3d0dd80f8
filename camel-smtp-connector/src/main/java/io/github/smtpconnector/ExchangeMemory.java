// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.email.SpooledContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.IdentityHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.SafeCopyProperty;
import org.apache.camel.spi.Synchronization;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a redelivery of an exchange needs from the send before: the octets of streams that can be read only once, kept
 * until the exchange is complete, and the Message-ID. An internal property of the exchange. A copy of the exchange finds
 * the streams read before it was made, because it has the same ones, and starts with no Message-ID, because what it
 * sends is another mail.
 */
final class ExchangeMemory implements SafeCopyProperty, Synchronization {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeMemory.class);
    private static final String PROPERTY = "CamelSmtpConnectorMemory";

    private final @Nullable ExchangeMemory inherited;

    /** By identity, because streams have no other; entries stay after completion, so that a late reader gets an error. */
    private final IdentityHashMap<Object, SpooledContent> spooled = new IdentityHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private boolean completionRegistered;
    private @Nullable Object sender;
    private @Nullable String messageId;

    private ExchangeMemory(@Nullable ExchangeMemory inherited) {
        this.inherited = inherited;
    }

    static ExchangeMemory of(Exchange exchange) {
        ExchangeExtension extension = exchange.getExchangeExtension();
        ExchangeMemory memory = extension.getSafeCopyProperty(PROPERTY, ExchangeMemory.class);
        if (memory == null) {
            memory = new ExchangeMemory(null);
            extension.setSafeCopyProperty(PROPERTY, memory);
        }
        return memory;
    }

    /** The octets of a stream, read from it at the first call and from the spool at any other. */
    static Content reopenable(Exchange exchange, Object source, StreamOpener opener) throws IOException {
        ExchangeMemory memory = of(exchange);
        Content content = memory.spool(source, opener);
        if (!memory.completionRegistered) {
            memory.completionRegistered = true;
            exchange.getExchangeExtension().addOnCompletion(memory);
        }
        return content;
    }

    private Content spool(Object source, StreamOpener opener) throws IOException {
        SpooledContent known = find(source);
        if (known != null) {
            return known;
        }
        lock.lock();
        try {
            SpooledContent content = SpooledContent.of(opener.open());
            spooled.put(source, content);
            return content;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable SpooledContent find(Object source) {
        lock.lock();
        try {
            SpooledContent known = spooled.get(source);
            return known != null || inherited == null ? known : inherited.find(source);
        } finally {
            lock.unlock();
        }
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

    /** Without a unit of work nobody tells that the exchange is complete, and nobody redelivers it. */
    void endOfSend(Exchange exchange) {
        if (exchange.getUnitOfWork() == null) {
            release();
        }
    }

    private void release() {
        lock.lock();
        try {
            spooled.values().forEach(ExchangeMemory::close);
        } finally {
            lock.unlock();
        }
    }

    private static void close(SpooledContent content) {
        try {
            content.close();
        } catch (IOException e) {
            LOG.warn("A temporary file of an attachment cannot be deleted", e);
        }
    }

    @Override
    public SafeCopyProperty safeCopy() {
        return new ExchangeMemory(this);
    }

    @Override
    public void onComplete(Exchange exchange) {
        release();
    }

    @Override
    public void onFailure(Exchange exchange) {
        release();
    }

    /** Opens a stream that can be read only once. */
    @FunctionalInterface
    interface StreamOpener {
        InputStream open() throws IOException;
    }
}
