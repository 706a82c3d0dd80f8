// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.wire.ServerIdentity;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.clock.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What a redelivery needs from the attempts before: the mails that were not sent to all their recipients. One for each
 * Camel context, thread-safe.
 *
 * <p>Camel sends an exchange again as it is, as a copy, or as a copy of what it was before the attempt: a failover, a
 * circuit breaker and a loop throw away the copy that failed. So nothing is kept in the exchange. All copies of an exchange
 * have one clock, and as long as one of them lives, this memory does. Where an exchange is made anew within the process,
 * for request and reply through a queue, the exception that it has caught leads here.
 *
 * <p>But copies are also how the branches of a multicast are made, and what another branch sends is another mail. A mail
 * that failed is the same that is sent now when one exchange was made from the other, when both are at the same place of a
 * multicast or split, or when the same server is tried from such a place.
 */
public final class RedeliveryMemory {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Clock, List<Entry>> byClock = new WeakHashMap<>();
    private final Map<Throwable, Entry> byFailure = new WeakHashMap<>();

    /** A mail and where it failed. */
    private static final class Entry {

        private final Object mail;
        private final ServerIdentity server;
        private final Place place;
        private final UnfinishedMail unfinished;
        /** Where exchanges are pooled, another one gets the clock, set anew. */
        private final long created;
        /** What is being sent yet, or null where its end is known. Guarded by the lock. */
        private @Nullable WeakReference<Exchange> underWay;

        /** Whether a later attempt has taken its place. Guarded by the lock. */
        private boolean over;

        private Entry(Object mail, ServerIdentity server, Place place, UnfinishedMail unfinished, long created) {
            this.mail = mail;
            this.server = server;
            this.place = place;
            this.unfinished = unfinished;
            this.created = created;
        }

        /**
         * Whether the mail that is sent from there now is this one. Of a mail under way only the exchange itself sends it
         * again, until Camel has ended that for an interrupt: then whatever stands for it may. Other copies of it, such as
         * a wire tap, send mails of their own.
         */
        private boolean isRepeatedFrom(Place now, ServerIdentity at) {
            if (underWay == null) {
                return now.isMadeFrom(place)
                        || place.isMadeFrom(now)
                        || now.isSiblingOf(place)
                        || (at.equals(server) && now.isAtIndexOf(place));
            }
            Exchange sent = underWay.get();
            boolean ended = sent == null || sent.getExchangeExtension().isInterrupted();
            return ended ? now.isSameAs(place) : now.exchange.equals(place.exchange);
        }
    }

    /** Where an exchange stands among its copies. */
    private record Place(String exchange, @Nullable Object parent, @Nullable Object branch, @Nullable Object part) {

        static Place of(Exchange exchange) {
            return new Place(
                    exchange.getExchangeId(),
                    exchange.getProperty(ExchangePropertyKey.CORRELATION_ID),
                    exchange.getProperty(ExchangePropertyKey.MULTICAST_INDEX),
                    exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX));
        }

        /** Whether it is the same exchange, or another that stands for it. */
        boolean isSameAs(Place other) {
            return exchange.equals(other.exchange) || (Objects.equals(parent, other.parent) && isAtIndexOf(other));
        }

        boolean isMadeFrom(Place other) {
            return exchange.equals(other.exchange) || other.exchange.equals(parent);
        }

        boolean isSiblingOf(Place other) {
            return parent != null && parent.equals(other.parent) && isAtIndexOf(other);
        }

        boolean isAtIndexOf(Place other) {
            return Objects.equals(branch, other.branch) && Objects.equals(part, other.part);
        }
    }

    /** The memory of this context. */
    public static RedeliveryMemory of(CamelContext context) {
        RedeliveryMemory memory = context.getCamelContextExtension().getContextPlugin(RedeliveryMemory.class);
        if (memory == null) {
            memory = new RedeliveryMemory();
            context.getCamelContextExtension().addContextPlugin(RedeliveryMemory.class, memory);
        }
        return memory;
    }

    /** What is left to do of this mail, if it was tried before; null where it was not. Whichever server is tried now. */
    public @Nullable UnfinishedMail unfinished(Exchange exchange, ServerIdentity server, OutgoingMail mail) {
        Object traits = traitsToCompare(exchange, mail);
        if (traits == null) {
            return null;
        }
        lock.lock();
        try {
            UnfinishedMail left = null;
            for (Entry entry : matching(exchange, server, traits)) {
                left = left == null ? entry.unfinished : left.and(entry.unfinished);
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** The mail was sent to all of these. The next one is another mail, even if it looks the same. */
    public void sent(Exchange exchange, ServerIdentity server, OutgoingMail mail) {
        Object traits = traitsToCompare(exchange, mail);
        if (traits == null) {
            return;
        }
        lock.lock();
        try {
            for (Entry entry : matching(exchange, server, traits)) {
                UnfinishedMail others = entry.unfinished.without(mail.envelope().recipients());
                remove(entry, exchange.getClock());
                if (others.isDelicate()) {
                    add(new Entry(entry.mail, entry.server, entry.place, others, entry.created), exchange.getClock());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The mail is being sent; until its end is told, it is as good as failed like this. */
    public void underWay(Exchange exchange, ServerIdentity server, OutgoingMail mail, UnfinishedMail left) {
        Object traits = mail.traits();
        lock.lock();
        try {
            put(exchange, server, traits, left).underWay = new WeakReference<>(exchange);
        } finally {
            lock.unlock();
        }
    }

    /** The mail was not sent to all its recipients. */
    public void failed(
            Exchange exchange, ServerIdentity server, OutgoingMail mail, UnfinishedMail left, Throwable failure) {
        Object traits = mail.traits();
        lock.lock();
        try {
            byFailure.put(failure, put(exchange, server, traits, left));
        } finally {
            lock.unlock();
        }
    }

    /**
     * What the mail is known by, or null where nothing is known that it could be. Without the lock: a message that is not
     * ours may have to fetch its header from a server, and no other mail is to wait for that.
     */
    private @Nullable Object traitsToCompare(Exchange exchange, OutgoingMail mail) {
        lock.lock();
        try {
            if (!byClock.containsKey(exchange.getClock()) && caught(exchange) == null) {
                return null;
            }
        } finally {
            lock.unlock();
        }
        return mail.traits();
    }

    private Entry put(Exchange exchange, ServerIdentity server, Object traits, UnfinishedMail left) {
        matching(exchange, server, traits).forEach(entry -> remove(entry, exchange.getClock()));
        Entry entry = new Entry(
                traits, server, Place.of(exchange), left, exchange.getClock().getCreated());
        add(entry, exchange.getClock());
        return entry;
    }

    private List<Entry> matching(Exchange exchange, ServerIdentity server, Object traits) {
        List<Entry> known = byClock.getOrDefault(exchange.getClock(), List.of());
        if (!known.isEmpty()) {
            long created = exchange.getClock().getCreated();
            // One may have ended through another exchange, which has another clock.
            known.removeIf(entry -> entry.over || entry.created != created);
        }
        Entry caught = caught(exchange);
        if (known.isEmpty() && caught == null) {
            return List.of();
        }
        Place place = Place.of(exchange);
        List<Entry> matching = new ArrayList<>();
        for (Entry entry : known) {
            if (entry.isRepeatedFrom(place, server) && traits.equals(entry.mail)) {
                matching.add(entry);
            }
        }
        if (caught != null && !matching.contains(caught) && traits.equals(caught.mail)) {
            matching.add(caught);
        }
        return matching;
    }

    private @Nullable Entry caught(Exchange exchange) {
        Throwable cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof SmtpConnectorException) {
                Entry entry = byFailure.get(cause);
                return entry == null || entry.over ? null : entry;
            }
            cause = cause.getCause();
        }
        return null;
    }

    /** The latest first. Of mails that a repetition cannot double only the latest is kept, for its Message-ID. */
    private void add(Entry entry, Clock clock) {
        List<Entry> entries = byClock.computeIfAbsent(clock, any -> new ArrayList<>());
        entries.removeIf(other -> !other.unfinished.isDelicate());
        entries.add(0, entry);
    }

    private void remove(Entry entry, Clock clock) {
        entry.over = true;
        List<Entry> entries = byClock.get(clock);
        if (entries != null && entries.remove(entry) && entries.isEmpty()) {
            byClock.remove(clock);
        }
    }
}
