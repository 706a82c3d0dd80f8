// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing run of octets: the text and headers of one message. Not thread-safe while it grows. */
final class Octets {

    private static final byte[] CRLF = {'\r', '\n'};

    private byte[] array;
    private int length;

    Octets(int capacity) {
        array = new byte[capacity];
    }

    int length() {
        return length;
    }

    Octets add(int octet) {
        if (length == array.length) {
            grow(1);
        }
        array[length++] = (byte) octet;
        return this;
    }

    Octets add(byte[] octets, int from, int to) {
        int count = to - from;
        grow(count);
        System.arraycopy(octets, from, array, length, count);
        length += count;
        return this;
    }

    /** Text known to be ASCII. */
    Octets ascii(String text) {
        return ascii(text, 0, text.length());
    }

    /** A piece of a text known to be ASCII. */
    // Deprecated because it loses other characters, and the only way to copy ASCII without an array in between.
    @SuppressWarnings("deprecation")
    Octets ascii(String text, int from, int to) {
        grow(to - from);
        text.getBytes(from, to, array, length);
        length += to - from;
        return this;
    }

    Octets utf8(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return add(octets, 0, octets.length);
    }

    Octets crlf() {
        return add(CRLF, 0, 2);
    }

    boolean endsWithLineEnd() {
        return length >= 2 && array[length - 2] == '\r' && array[length - 1] == '\n';
    }

    void writeTo(OutputStream out, int from, int to) throws IOException {
        out.write(array, from, to - from);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(array, length);
    }

    private void grow(int count) {
        if (count > array.length - length) {
            array = Arrays.copyOf(array, Math.max(Math.addExact(length, count), array.length + (array.length >> 1)));
        }
    }
}
