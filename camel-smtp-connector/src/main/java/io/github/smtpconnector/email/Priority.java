// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

/** How urgent the sender calls a mail. Each mail program decides how it shows this. */
public enum Priority {
    HIGH,
    NORMAL,
    LOW
}
