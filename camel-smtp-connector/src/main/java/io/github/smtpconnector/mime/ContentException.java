// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Printable;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.io.IOException;

/**
 * A source of the message could not be read; the stream that it is written to did not fail. The message names the
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

    /** The failure for a message that could not be read before the connection was opened. */
    public static SmtpConnectorException asFailure(Exception e) {
        String problem = e instanceof ContentException ? e.getMessage() : "a source of the mail failed";
        return Failure.permanent(Category.CONTENT, String.valueOf(problem))
                .causedBy(e)
                .toException();
    }
}
