// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The connection that a mail went over.
 *
 * @param host the server's name as configured
 * @param port the server's port
 * @param tlsProtocol {@code TLSv1.3} for instance, or null without TLS
 * @param tlsCipher the cipher suite, or null without TLS
 * @param connectTime from the look-up of the name to the end of the login; zero when the connection was reused
 * @param reused whether the connection had carried another mail before
 */
public record ServerFacts(
        String host,
        int port,
        @Nullable String tlsProtocol,
        @Nullable String tlsCipher,
        Duration connectTime,
        boolean reused) {}
