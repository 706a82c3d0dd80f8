// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.spool;

import io.github.smtpconnector.email.SpooledContent;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.converter.stream.CipherPair;
import org.apache.camel.spi.StreamCachingStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Where streams are kept that must be read again: as the context's {@link StreamCachingStrategy} says, so that a route has
 * one folder for such files, and one cipher. Only the limit has another default, since Camel's is to keep all in memory.
 */
record CamelSpool(StreamCachingStrategy strategy) {

    static SpooledContent.Store of(CamelContext context) throws IOException {
        CamelSpool spool = new CamelSpool(context.getStreamCachingStrategy());
        return new SpooledContent.Store(spool.inMemory(), spool.directory(), spool.secrecy());
    }

    private int inMemory() {
        long threshold = strategy.getSpoolThreshold();
        return strategy.isSpoolEnabled() && threshold > 0
                ? (int) Math.min(threshold, Integer.MAX_VALUE - 8)
                : SpooledContent.Store.DEFAULT.inMemory();
    }

    private Path directory() {
        @Nullable File directory = strategy.getSpoolDirectory();
        return directory == null ? SpooledContent.Store.DEFAULT.directory() : directory.toPath();
    }

    private SpooledContent.@Nullable Secrecy secrecy() throws IOException {
        @Nullable String cipher = strategy.getSpoolCipher();
        try {
            return cipher == null || cipher.isBlank() ? null : new Pair(new CipherPair(cipher));
        } catch (GeneralSecurityException e) {
            throw new IOException("the spoolCipher of stream caching cannot be used: " + e.getMessage(), e);
        }
    }

    private record Pair(CipherPair ciphers) implements SpooledContent.Secrecy {

        @Override
        public OutputStream encrypting(OutputStream file) {
            return new CipherOutputStream(file, ciphers.getEncryptor());
        }

        @Override
        public InputStream decrypting(InputStream file) {
            return new CipherInputStream(file, ciphers.createDecryptor());
        }
    }
}
