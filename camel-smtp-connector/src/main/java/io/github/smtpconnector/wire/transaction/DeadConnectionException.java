// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Settled;

/**
 * A reused connection turned out dead before the server answered MAIL, or takes no further mail, and nothing of this
 * transaction was handed over: the rest of the mail can go over another connection as if nothing had happened.
 */
public final class DeadConnectionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    private final transient Settled settled;

    DeadConnectionException(Failure failure, Settled settled) {
        super(failure.message(), failure.cause());
        this.failure = failure;
        this.settled = settled;
    }

    /** What became of those recipients who need not be asked again. */
    public Settled settled() {
        return settled;
    }

    /** What to report where no other connection is to be had. */
    public Failure failure() {
        return failure;
    }
}
