// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import io.github.smtpconnector.sending.Mailers;
import java.time.Clock;

/** Components that send by other means than connections, or at another time. */
public final class SmtpComponents {

    private SmtpComponents() {}

    public static SmtpComponent with(Mailers mailers, Clock clock) {
        return new SmtpComponent(mailers, clock);
    }
}
