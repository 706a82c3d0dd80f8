// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.spool;

import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.email.SpoolWriter;
import io.github.smtpconnector.email.SpooledContent;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.StreamCache;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Lets a stream be read again that can be read only once: for a redelivery, and for the copies of an exchange that a
 * multicast makes, which all hold the same stream. The first reader reads it to its end. The others wait for that and
 * get the same octets. Streams are told apart by identity, because nothing else tells them apart.
 *
 * <p>The octets live as long as the stream does. A temporary file may go earlier: when an exchange that is not a copy
 * is complete, no other exchange uses the file, and there are too many such files. After a copy, the other copies may
 * still come. A reader that comes later than that gets an error, never an empty file.
 */
public final class ReopenableStreams {

    /** One for all components, since one exchange can pass through several. Keeps no stream alive. */
    private static final Map<Identity, Spool> SPOOLS = new ConcurrentHashMap<>();

    private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

    /** Each takes an open file, of which a process may have a thousand and upward. */
    private static final LeftSpools LEFT = new LeftSpools(64, 256L * 1024 * 1024);

    private ReopenableStreams() {}

    /**
     * The octets of a stream.
     *
     * @param opener called once for each stream, whatever comes of it
     * @throws IOException when the stream cannot be read, now or when it was tried before
     */
    public static Content reopenable(Exchange exchange, Object stream, StreamOpener opener) throws IOException {
        forgetGone();
        Spool spool = SPOOLS.computeIfAbsent(new Identity(stream), key -> new Spool());
        keepUntilComplete(exchange, spool);
        return living(spool.read(opener, CamelSpool.of(exchange.getContext())), stream);
    }

    /** Begins to keep octets, where and how the context keeps streams. */
    public static SpoolWriter keeping(CamelContext context) throws IOException {
        return new SpoolWriter(CamelSpool.of(context));
    }

    /** Octets that were kept, as the body of an exchange, which has them to itself from now on. */
    public static StreamCache body(Exchange exchange, SpooledContent kept) {
        forgetGone();
        Object life = new Object();
        Spool spool = new Spool(kept);
        SPOOLS.put(new Identity(life), spool);
        keepUntilComplete(exchange, spool);
        return new SpooledStream(living(kept, life), kept.isInMemory(), user -> keepUntilComplete(user, spool));
    }

    /** Keeps the stream alive that the octets are of: they go with it. */
    private static Content living(Content octets, Object stream) {
        return new Content() {
            @Override
            public InputStream open() throws IOException {
                try {
                    return octets.open();
                } finally {
                    // Until here the stream lives, and with it what was read from it.
                    Reference.reachabilityFence(stream);
                }
            }

            @Override
            public long size() {
                return octets.size();
            }
        };
    }

    /** As Camel keeps the file of a stream cache: where it says which exchange is the whole, until that is complete. */
    private static void keepUntilComplete(Exchange exchange, Spool spool) {
        Completion completion = new Completion(spool);
        spool.use();
        LEFT.remove(spool);
        UnitOfWork whole = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        if (whole != null && whole.getRoute() != null) {
            whole.addSynchronization(completion);
        } else {
            exchange.getExchangeExtension().addOnCompletion(completion);
        }
    }

    /** Deletes the octets of streams that are not in use any more. To be called now and then. */
    public static void forgetGone() {
        for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
            Spool spool = SPOOLS.remove(gone);
            if (spool != null) {
                LEFT.remove(spool);
                spool.close();
            }
        }
    }

    /** Opens a stream that can be read only once. */
    @FunctionalInterface
    public interface StreamOpener {
        InputStream open() throws IOException;
    }

    /** A key that is equal for the same object only, and does not keep it. */
    private static final class Identity extends WeakReference<Object> {

        private final int hash;

        private Identity(Object stream) {
            super(stream, GONE);
            this.hash = System.identityHashCode(stream);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return this == other || (other instanceof Identity identity && get() != null && refersTo(identity.get()));
        }
    }

    /** Told by Camel when an exchange is complete, whatever came of it. */
    private static final class Completion extends SynchronizationAdapter {

        private final Spool spool;

        private Completion(Spool spool) {
            this.spool = spool;
        }

        @Override
        public void onDone(Exchange exchange) {
            spool.leave();
            if (exchange.getProperty(ExchangePropertyKey.CORRELATION_ID) == null) {
                LEFT.add(spool);
            }
        }
    }
}
