// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.outcome.Failure;

/** One transaction failed; says besides whether the same again on another connection is safe. */
final class UndeliveredException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final boolean replaceable;

    UndeliveredException(Failure failure, boolean replaceable) {
        super(failure.message(), failure.cause());
        this.failure = failure;
        this.replaceable = replaceable;
    }

    Failure failure() {
        return failure;
    }

    /** Whether a connection that had carried mail before was found dead, and this mail was not handed over. */
    boolean isReplaceable() {
        return replaceable;
    }
}
