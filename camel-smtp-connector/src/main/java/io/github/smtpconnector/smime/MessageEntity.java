// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import io.github.smtpconnector.mime.ContentException;
import io.github.smtpconnector.mime.RenderedMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The part of a message that is protected. It is read once beforehand for its digest and size, and never held in
 * memory. When it is read again, it must be the same.
 */
final class MessageEntity implements MimeEntity {

    private final RenderedMessage message;
    private final String algorithm;
    private final byte[] outer;
    private final byte[] digest;
    private final long size;

    private MessageEntity(RenderedMessage message, String algorithm, byte[] outer, byte[] digest, long size) {
        this.message = message;
        this.algorithm = algorithm;
        this.outer = outer;
        this.digest = digest;
        this.size = size;
    }

    /**
     * Reads the message once.
     *
     * @param algorithm the digest, by its name in the JDK
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONTENT) when a source of it cannot be read
     */
    static MessageEntity read(RenderedMessage message, String algorithm) {
        Digested digested = new Digested(OutputStream.nullOutputStream(), algorithm, Long.MAX_VALUE);
        EntitySplitter splitter = new EntitySplitter(digested);
        try {
            message.writeTo(splitter);
        } catch (IOException | RuntimeException e) {
            throw ContentException.asFailure(e);
        }
        return new MessageEntity(message, algorithm, splitter.outer(), digested.digest.digest(), digested.size);
    }

    /** The fields of the message that stay outside, with their line ends. */
    byte[] outer() {
        return outer.clone();
    }

    byte[] digest() {
        return digest.clone();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (message.isInMemory()) {
            message.writeTo(new EntitySplitter(out));
            return;
        }
        Digested digested = new Digested(out, algorithm, size);
        message.writeTo(new EntitySplitter(digested));
        if (!MessageDigest.isEqual(digest, digested.digest.digest())) {
            throw changed();
        }
    }

    private static ContentException changed() {
        return new ContentException("a file of the mail changed after the mail was read for S/MIME");
    }

    /** Passes on, counts and digests. */
    private static final class Digested extends OutputStream {

        private final OutputStream out;
        private final MessageDigest digest;
        private final long most;
        private long size;

        Digested(OutputStream out, String algorithm, long most) {
            this.out = out;
            this.most = most;
            try {
                digest = MessageDigest.getInstance(algorithm);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java runtime has " + algorithm, e);
            }
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int count) throws IOException {
            size += count;
            if (size > most) {
                // The size is announced already; the server would read further octets as a command.
                throw changed();
            }
            digest.update(octets, from, count);
            out.write(octets, from, count);
        }
    }
}
