// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import jakarta.activation.DataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file as an attachment for the clients which take a {@link DataSource}. */
record BinaryFile(Path path) implements DataSource {

    @Override
    public InputStream getInputStream() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public OutputStream getOutputStream() {
        throw new UnsupportedOperationException("Read only");
    }

    @Override
    public String getContentType() {
        return "application/octet-stream";
    }

    @Override
    public String getName() {
        return path.getFileName().toString();
    }
}
