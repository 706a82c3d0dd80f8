// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.outcome.Printable;
import java.io.IOException;

/**
 * A source of the message could not be read, as opposed to the stream it is written to. The message names the
 * attachment and holds no content.
 */
public final class ContentException extends IOException {

    private static final long serialVersionUID = 1L;

    public ContentException(String message) {
        super(Printable.escape(message));
    }

    public ContentException(String message, Throwable cause) {
        super(Printable.escape(message), cause);
    }
}
