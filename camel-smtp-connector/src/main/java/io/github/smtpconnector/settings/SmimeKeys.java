// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import io.github.smtpconnector.options.ProtectionOptions;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.smime.Smime;
import io.github.smtpconnector.smime.SmimeEncryptor;
import io.github.smtpconnector.smime.SmimeSigner;
import java.security.SecureRandom;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Reads the keys and certificates that the options of an endpoint name. */
final class SmimeKeys {

    private static final String KEY = "smimeSigningKey";
    private static final String CERTIFICATES = "smimeSigningCertificates";
    private static final String READERS = "smimeEncryptionCertificates";

    private final CamelContext context;
    private final ProtectionOptions options;

    private SmimeKeys(CamelContext context, ProtectionOptions options) {
        this.context = context;
        this.options = options;
    }

    /**
     * Reads them.
     *
     * @param random for the keys that mails are encrypted with
     * @return null where mails are sent as they are
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONFIG when they cannot be used now
     */
    static @Nullable Smime read(ProtectionOptions options, CamelContext context, Instant now, SecureRandom random) {
        boolean signs = OptionsCheck.isGiven(options.getSmimeSigningKey())
                || OptionsCheck.isGiven(options.getSmimeSigningCertificates());
        boolean encrypts = OptionsCheck.isGiven(options.getSmimeEncryptionCertificates());
        if (!signs && !encrypts) {
            return null;
        }
        if (!Smime.isInstalled()) {
            throw problem(signs ? KEY : READERS, "needs " + Smime.LIBRARY + " on the class path");
        }
        SmimeKeys reader = new SmimeKeys(context, options);
        return new Smime(signs ? reader.signer(now) : null, encrypts ? reader.encryptor(random) : null);
    }

    private SmimeSigner signer(Instant now) {
        return SmimeSigner.of(
                pem(KEY, options.getSmimeSigningKey()), pem(CERTIFICATES, options.getSmimeSigningCertificates()), now);
    }

    private SmimeEncryptor encryptor(SecureRandom random) {
        return SmimeEncryptor.of(pem(READERS, options.getSmimeEncryptionCertificates()), random);
    }

    private String pem(String option, @Nullable String value) {
        if (value == null || !OptionsCheck.isGiven(value)) {
            throw problem(option, "is missing; smimeSigningKey and smimeSigningCertificates need each other");
        }
        try {
            return PemFile.read(value, context);
        } catch (SmtpConnectorException e) {
            throw problem(option, String.valueOf(e.getMessage()));
        }
    }

    private static SmtpConnectorException problem(String option, String problem) {
        return Failure.permanent(Category.CONFIG, option + ": " + problem).toException();
    }
}
