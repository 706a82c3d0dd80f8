// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The octets of an attachment. Can be opened any number of times, always from the start. */
public interface Content {

    /** Opens the octets; the caller closes the stream. */
    InputStream open() throws IOException;

    /** The number of octets, or -1 where that is not known without reading them. */
    long size();

    /** Octets in memory; the array must not be changed any more. */
    static Content of(byte[] octets) {
        return new Content() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(octets);
            }

            @Override
            public long size() {
                return octets.length;
            }
        };
    }

    /**
     * A file's octets, read anew each time; its size is the one it has now.
     *
     * @throws IOException when it does not exist, is no file or cannot be read: the caller learns it now, and not while
     *     a server waits
     */
    static Content of(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException("no readable file: " + file);
        }
        long size = Files.size(file);
        return new Content() {
            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }

            @Override
            public long size() {
                return size;
            }
        };
    }
}
