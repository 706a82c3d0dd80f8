// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

/** When TLS begins, as an option says it. */
public enum TlsMode {
    /** From the first byte on port 465, by STARTTLS on any other. */
    AUTO,
    /** From the first byte on any port (RFC 8314). */
    IMPLICIT,
    /** By STARTTLS on any port (RFC 3207). */
    STARTTLS
}
