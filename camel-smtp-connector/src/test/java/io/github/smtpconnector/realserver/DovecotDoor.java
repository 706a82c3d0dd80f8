// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

/** A port of {@link DovecotServer}. */
enum DovecotDoor {
    /** STARTTLS required, then a login. */
    STARTTLS,
    /** TLS from the first byte, then a login. */
    IMPLICIT_TLS
}
