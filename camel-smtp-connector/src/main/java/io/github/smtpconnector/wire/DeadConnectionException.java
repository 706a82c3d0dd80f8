// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Failure;

/**
 * A reused connection turned out dead before the server answered MAIL, and nothing was handed over: the mail can go over
 * another connection as if nothing had happened.
 */
public final class DeadConnectionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    DeadConnectionException(Failure failure) {
        super(failure.message(), failure.cause());
        this.failure = failure;
    }

    /** What to report where no other connection is to be had. */
    public Failure failure() {
        return failure;
    }
}
