// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

/** How much of a connection a sender wants. */
public enum Claim {
    /** Any place, also behind another mail. */
    SHARED,
    /** A connection that no other mail shares, for a mail that takes long. */
    WHOLE,
    /** A connection that never carried mail, since a used one was dead; any one while none may be opened. */
    FRESH
}
