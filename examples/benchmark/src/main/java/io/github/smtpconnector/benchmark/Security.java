// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

/** How the way to the sink is protected. With TLS of either kind the sink also demands AUTH, as a submission server does. */
public enum Security {
    PLAIN,
    STARTTLS,
    IMPLICIT;

    public boolean encrypted() {
        return this != PLAIN;
    }
}
