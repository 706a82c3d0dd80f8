// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import java.io.IOException;
import java.io.OutputStream;

/** What S/MIME protects (RFC 8551 section 3.1): Content fields, an empty line, a body. Always the same octets. */
interface MimeEntity {

    /** The exact number of octets. */
    long size();

    /**
     * Writes it. Neither flushes nor closes the stream.
     *
     * @throws io.github.smtpconnector.mime.ContentException when a source of it cannot be read, or changed
     */
    void writeTo(OutputStream out) throws IOException;
}
