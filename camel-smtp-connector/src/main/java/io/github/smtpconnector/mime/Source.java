// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.Content;
import java.io.IOException;
import java.io.InputStream;

/**
 * The open octets of one attachment. Every failure is a {@link ContentException} that names the attachment, so it is
 * not taken for a failure of the connection. A source that differs from its declared size is such a failure, too: a
 * file that changed while it was sent must not arrive in part, and the size promised by SIZE or BDAT must hold.
 */
final class Source implements AutoCloseable {

    private final String name;
    private final long declared;
    private final InputStream in;
    private long total;

    private Source(String name, long declared, InputStream in) {
        this.name = name;
        this.declared = declared;
        this.in = in;
    }

    static Source open(String name, Content content) throws ContentException {
        try {
            return new Source(name, content.size(), content.open());
        } catch (IOException | RuntimeException e) {
            throw unreadable(name, e);
        }
    }

    /** Fills the block and returns how many octets it has; fewer than a whole block means the end. */
    int fill(byte[] block) throws ContentException {
        int count;
        try {
            count = in.readNBytes(block, 0, block.length);
        } catch (IOException | RuntimeException e) {
            throw unreadable(name, e);
        }
        total += count;
        if (declared >= 0 && (total > declared || (count < block.length && total < declared))) {
            throw new ContentException("attachment " + name + " changed while being sent: it had " + declared
                    + " octets and now has " + (total > declared ? "more" : total));
        }
        return count;
    }

    @Override
    public void close() throws ContentException {
        try {
            in.close();
        } catch (IOException | RuntimeException e) {
            throw unreadable(name, e);
        }
    }

    private static ContentException unreadable(String name, Exception cause) {
        return new ContentException("attachment " + name + " cannot be read: " + ContentException.told(cause), cause);
    }
}
