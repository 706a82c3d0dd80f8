// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.wire.dialogue.Reply;
import java.io.IOException;

/** How content travels: by BDAT or by DATA. {@link #lead}, {@link #finish}, {@link #await}, in this order. */
interface ContentTransfer {

    /** Writes what needs no leave of the server, and may so follow the envelope in the same flight. */
    void lead() throws IOException, UndeliveredException;

    /** Writes the rest and flushes. */
    void finish() throws IOException, UndeliveredException;

    /** The final reply. */
    Reply await() throws IOException, UndeliveredException;

    /** Reads what the server answers to a {@link #lead} that followed an envelope it refused. */
    Reply awaitRefusal() throws IOException, UndeliveredException;
}
