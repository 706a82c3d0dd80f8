// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.outcome.Settled;
import io.github.smtpconnector.pool.Door;

/**
 * The last question before a mail goes out: asked once for each send, when its turn and a connection are there and no
 * octet of it is written. So what is claimed here and never settled was on the wire, or about to be. The door comes first,
 * each time the mail needs a connection.
 */
@FunctionalInterface
public interface Gate extends Door {

    /** Lets every mail pass. */
    Gate OPEN = known -> known;

    /**
     * Says which recipients are to be left out.
     *
     * @param known the recipients that need not be asked, as far as the sender knows
     * @return the same with what is known now; where that is all of them, nothing is sent
     * @throws io.github.smtpconnector.outcome.SmtpConnectorException when the mail is not to be sent
     */
    Settled pass(Settled known);
}
