// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** An entity with its signature behind it, which also a mail program without S/MIME shows (RFC 8551 section 3.5.3). */
final class SignedEntity implements MimeEntity {

    private static final int BOUNDARY_OCTETS = 16;

    private final MimeEntity content;
    private final byte[] before;
    private final byte[] behind;

    /**
     * The entity and its signature.
     *
     * @param algorithm the digest, by its name in the JDK
     * @param signature the SignedData
     */
    SignedEntity(MimeEntity content, String algorithm, byte[] digest, byte[] signature) {
        this.content = content;
        // No content holds its own digest, so it makes a safe boundary, and writing twice gives equal octets.
        String boundary = "=_smime_" + HexFormat.of().formatHex(digest, 0, BOUNDARY_OCTETS);
        this.before = ascii("Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n"
                + " micalg=" + algorithm.toLowerCase(Locale.ROOT) + "; boundary=\"" + boundary + "\"\r\n"
                + "\r\n--" + boundary + "\r\n");
        this.behind = ascii("\r\n--" + boundary + "\r\n"
                + "Content-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\n"
                + "Content-Transfer-Encoding: base64\r\n"
                + "Content-Disposition: attachment; filename=\"smime.p7s\"\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(signature)
                + "\r\n--" + boundary + "--\r\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public long size() {
        return before.length + content.size() + behind.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(before);
        content.writeTo(out);
        out.write(behind);
    }
}
