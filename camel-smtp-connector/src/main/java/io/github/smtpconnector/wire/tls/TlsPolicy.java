// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.tls;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how a connection is secured.
 *
 * @param mode when TLS begins
 * @param trust which certificates to accept from the server
 * @param context the trust and keys to use for implicit TLS and STARTTLS alike, or null for what {@code trust} says and
 *     the JDK has; compared by identity, so callers must keep one per configuration
 */
public record TlsPolicy(Mode mode, Trust trust, @Nullable SSLContext context) {

    /** When TLS begins. */
    public enum Mode {
        /** From the first octet (RFC 8314). */
        IMPLICIT,
        /** By STARTTLS (RFC 3207); without it nothing is sent. */
        STARTTLS_REQUIRED,
        /** By STARTTLS when the server offers it, else not at all. */
        STARTTLS_OFFERED
    }
}
