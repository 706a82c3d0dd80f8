// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

/** How much of the mail comes back with a notification that it failed (RET, RFC 3461 section 4.3). */
public enum DsnReturn {
    /** All of it. */
    FULL,
    /** Its header alone. */
    HDRS
}
