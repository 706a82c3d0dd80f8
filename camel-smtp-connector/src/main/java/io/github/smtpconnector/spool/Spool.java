// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.spool;

import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.email.SpooledContent;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was read from one stream, or why it was not, and how many exchanges use it. Thread-safe. */
final class Spool {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SpooledContent octets;
    private @Nullable IOException failure;
    private int users;

    /** Of a stream that is to be read. */
    Spool() {}

    /** Of octets that are there. */
    Spool(SpooledContent octets) {
        this.octets = octets;
    }

    /** Reads the stream, or gives what was read of it before. */
    Content read(ReopenableStreams.StreamOpener opener, SpooledContent.Store store) throws IOException {
        lock.lock();
        try {
            if (failure != null) {
                // The rest of a stream that broke would pass for the whole.
                throw new IOException("the stream broke when it was read before: " + failure.getMessage(), failure);
            }
            if (octets == null) {
                octets = SpooledContent.of(opener.open(), store);
            }
            return octets;
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        } catch (RuntimeException e) {
            failure = unreadable(e);
            throw failure;
        } catch (Error e) {
            failure = unreadable(e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** A stream of another program: the words of its exception could hold anything. */
    private static IOException unreadable(Throwable cause) {
        return new IOException("the stream failed: " + cause.getClass().getName(), cause);
    }

    void use() {
        lock.lock();
        try {
            users++;
        } finally {
            lock.unlock();
        }
    }

    /** One user less. */
    void leave() {
        lock.lock();
        try {
            users--;
        } finally {
            lock.unlock();
        }
    }

    /** The octets of a file that no exchange uses, 0 where there is none. */
    long idleOctets() {
        lock.lock();
        try {
            return users > 0 || octets == null || octets.isInMemory() ? 0 : octets.size();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        try {
            SpooledContent last = octets;
            if (last != null) {
                last.close();
            }
        } catch (IOException e) {
            LOG.warn("A temporary file of an attachment cannot be deleted", e);
        }
    }
}
