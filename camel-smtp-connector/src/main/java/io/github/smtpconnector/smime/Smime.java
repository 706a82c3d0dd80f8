// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signs and encrypts every mail of an endpoint. Immutable. */
public final class Smime {

    /** The optional artifact that must be on the class path. */
    public static final String LIBRARY = "org.bouncycastle:bcpkix-jdk18on";

    private final @Nullable SmimeSigner signer;
    private final @Nullable SmimeEncryptor encryptor;

    /**
     * Signs, encrypts, or both.
     *
     * @param signer signs, or null
     * @param encryptor encrypts, or null; a signed mail is encrypted together with its signature
     */
    public Smime(@Nullable SmimeSigner signer, @Nullable SmimeEncryptor encryptor) {
        this.signer = signer;
        this.encryptor = encryptor;
    }

    /** Whether the library is on the class path. Without it, call no other method. */
    public static boolean isInstalled() {
        try {
            Class.forName("org.bouncycastle.cms.CMSSignedDataGenerator", false, Smime.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /**
     * Protects a message. Reads it once, and neither changes it nor keeps it in memory.
     *
     * @param now the time at which the certificates must be valid; a signature states the Date of the message
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONFIG) when a certificate does not fit the mail,
     *     (CONTENT) when the mail cannot be protected or read
     */
    public RenderedMessage protect(RenderedMessage message, Parties parties, Instant now) {
        if (signer != null) {
            signer.check(parties.authors(), now);
        }
        Set<X509Certificate> readers = encryptor == null ? Set.of() : encryptor.readers(parties, now);
        if (message.needs8Bit()) {
            // RFC 8551 section 3.1.3: a change of the encoding, on the way or after decrypting, breaks the signature.
            throw Failure.permanent(
                            Category.CONTENT, "the MimeMessage has parts of 8 bits, which S/MIME cannot protect")
                    .withAdvice("Let them be quoted-printable or base64")
                    .toException();
        }
        MessageEntity content = MessageEntity.read(message, signer == null ? "SHA-256" : signer.digest());
        MimeEntity signed = signer == null ? content : signer.sign(content);
        MimeEntity entity = encryptor == null ? signed : encryptor.encrypt(signed, readers);
        return new SmimeMessage(message, content.outer(), entity);
    }
}
