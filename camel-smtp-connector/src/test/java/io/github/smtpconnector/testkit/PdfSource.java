// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import jakarta.activation.DataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A file {@code a.pdf} of another program, which may open as it likes.
 *
 * @param opening what happens each time that it is opened
 */
public record PdfSource(Opening opening) implements DataSource {

    /** Gives a stream, or fails. */
    @FunctionalInterface
    public interface Opening {
        InputStream open() throws IOException;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return opening.open();
    }

    @Override
    public OutputStream getOutputStream() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getContentType() {
        return "application/pdf";
    }

    @Override
    public String getName() {
        return "a.pdf";
    }
}
