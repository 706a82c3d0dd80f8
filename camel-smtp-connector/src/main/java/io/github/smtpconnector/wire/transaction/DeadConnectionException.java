// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Settled;

/**
 * A reused connection turned out dead before the server answered MAIL, or takes no further mail, or the server wants the
 * mail in another way; nothing of this transaction was taken. The rest of the mail can go over another connection as if
 * nothing had happened.
 */
public final class DeadConnectionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    private final transient Settled settled;

    private final boolean lesson;

    DeadConnectionException(Failure failure, Settled settled, boolean lesson) {
        super(failure.message(), failure.cause());
        this.lesson = lesson;
        this.failure = failure;
        this.settled = settled;
    }

    /** What became of those recipients who need not be asked again. */
    public Settled settled() {
        return settled;
    }

    /** Whether the next attempt is another one, for the server has taught how it wants the mail. Each server does so once. */
    public boolean isLesson() {
        return lesson;
    }

    /** What to report where no other connection is to be had. */
    public Failure failure() {
        return failure;
    }
}
