// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Printable;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A source of the message could not be read; the stream that it is written to did not fail. The message names the
 * attachment and holds no content.
 */
public final class ContentException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Category category;

    public ContentException(String message) {
        this(Category.CONTENT, message);
    }

    /** Another kind of failure than that a source cannot be read. */
    ContentException(Category category, String message) {
        super(Printable.escape(message));
        this.category = category;
    }

    public ContentException(String message, Throwable cause) {
        super(Printable.escape(message), cause);
        this.category = Category.CONTENT;
    }

    /** What is told of a cause: of an unchecked one its kind, for the words of another program could hold anything. */
    static String told(Exception cause) {
        if (cause instanceof UncheckedIOException) {
            return String.valueOf(cause.getCause());
        }
        return cause instanceof RuntimeException ? cause.getClass().getName() : cause.toString();
    }

    /** The kind of failure that this is, read for its own sake or for a line. */
    public static Category categoryOf(IOException e) {
        return e instanceof ContentException content ? content.category : Category.CONTENT;
    }

    /** The failure for a message that could not be read before the connection was opened. */
    public static SmtpConnectorException asFailure(Exception e) {
        String problem = e instanceof ContentException ? e.getMessage() : "a source of the mail failed";
        Category category = e instanceof ContentException content ? content.category : Category.CONTENT;
        return Failure.permanent(category, String.valueOf(problem)).causedBy(e).toException();
    }
}
