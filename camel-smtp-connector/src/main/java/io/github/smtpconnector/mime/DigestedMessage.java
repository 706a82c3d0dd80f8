// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Splits a message on its way to a stream: keeps the header and hashes the body. */
final class DigestedMessage extends OutputStream {

    private final OutputStream out;
    private final RelaxedBody body = new RelaxedBody(Digests.sha256());
    private final Octets header = new Octets(1024);
    private byte[] bodyHash = {};
    private final HeaderReading reading = new HeaderReading();
    private long size;

    private DigestedMessage(OutputStream out) {
        this.out = out;
    }

    /** Writes the message to the stream and returns its header and digest. */
    static DigestedMessage write(RenderedMessage message, OutputStream out) throws IOException {
        DigestedMessage digested = new DigestedMessage(out);
        message.writeTo(digested);
        digested.bodyHash = digested.body.hash();
        return digested;
    }

    /** The fields with their line ends, without the empty line behind them. */
    byte[] header() {
        byte[] octets = header.toByteArray();
        return reading.inHeader() ? octets : Arrays.copyOf(octets, octets.length - 2);
    }

    byte[] bodyHash() {
        return bodyHash;
    }

    long size() {
        return size;
    }

    /** Whether one signature fits both messages. */
    boolean isSameAs(DigestedMessage other) {
        return Arrays.equals(bodyHash, other.bodyHash) && Arrays.equals(header(), other.header());
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
        size += count;
        int start = reading.end(octets, from, from + count);
        header.add(octets, from, start);
        body.write(octets, start, from + count - start);
        out.write(octets, from, count);
    }
}
