// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.flight;

import io.github.smtpconnector.outcome.Phase;

/** Which reply to a flight comes next. */
enum FlightStep {
    RESET(Phase.MAIL),
    MAIL(Phase.MAIL),
    RCPT(Phase.RCPT),
    /** To the content of a mail that was refused. */
    REFUSED_CONTENT(Phase.BODY),
    CONTENT(Phase.FINAL_REPLY);

    private final Phase phase;

    FlightStep(Phase phase) {
        this.phase = phase;
    }

    Phase phase() {
        return phase;
    }
}
