// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An entity that only its receivers can read (RFC 8551 section 3.3), encrypted each time it is written, to equal octets. */
final class EnvelopedEntity implements MimeEntity {

    private static final byte[] HEADER = String.join(
                    "\r\n",
                    "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=\"smime.p7m\"",
                    "Content-Transfer-Encoding: base64",
                    "Content-Disposition: attachment; filename=\"smime.p7m\"",
                    "",
                    "")
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CRLF = {'\r', '\n'};
    private static final int LINE = 76;
    private static final int BUFFER = 32 * 1024;

    private final MimeEntity content;
    private final ContentKey key;
    private final byte[] before;

    /**
     * An entity encrypted with this key.
     *
     * @param before the octets of the EnvelopedData before the encrypted content, which is its last part
     */
    EnvelopedEntity(MimeEntity content, ContentKey key, byte[] before) {
        this.content = content;
        this.key = key;
        this.before = before;
    }

    @Override
    public long size() {
        long characters = (before.length + ContentKey.encryptedSize(content.size()) + 2) / 3 * 4;
        long lineEnds = (characters + LINE - 1) / LINE;
        return HEADER.length + characters + lineEnds * CRLF.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(HEADER);
        BufferedOutputStream lines = new BufferedOutputStream(new Unclosed(out), BUFFER);
        OutputStream der = Base64.getMimeEncoder().wrap(lines);
        der.write(before);
        OutputStream encrypting = key.encrypting(der);
        content.writeTo(encrypting);
        // Writes the last block and the end of the base64. After a failure it does not, so that half a mail does not
        // look whole.
        encrypting.close();
        out.write(CRLF);
    }

    /** Lets encoders end their output and keeps the stream beneath open. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] octets, int from, int count) throws IOException {
            out.write(octets, from, count);
        }

        @Override
        public void flush() {
            // The owner of the stream flushes it.
        }

        @Override
        public void close() {
            // The owner of the stream has more to write.
        }
    }
}
