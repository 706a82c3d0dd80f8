// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

/** How urgent a mail is said to be; what a reader's mail program makes of it is its own affair. */
public enum Priority {
    HIGH,
    NORMAL,
    LOW
}
