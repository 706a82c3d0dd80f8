// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.tls;

import java.security.cert.CertificateException;

/** The server's certificate has another key than was demanded. */
final class UnpinnedKeyException extends CertificateException {

    private static final long serialVersionUID = 1L;

    UnpinnedKeyException(KeyDigest presented) {
        super("its public key is " + presented + ", which is none of pinnedCertificates");
    }
}
