// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.wire.dialogue.Reply;
import java.io.IOException;

/**
 * What envelope and content, on their way, ask of the transaction that they belong to and tell it: it reads replies and
 * knows how far the mail has come.
 */
interface TransactionProgress {

    /** Waits until the replies to come are this transaction's. */
    void awaitReading();

    /** Reads one reply in this phase; 421 ends the connection whatever it answers. */
    Reply read(Phase now) throws IOException, UndeliveredException;

    /** The failure that a reply means; the connection stays in step when the reply is a plain refusal. */
    UndeliveredException refused(Phase at, Reply reply);

    /** The failure that such a reply to BDAT means: a server that does not know it is not asked for it again. */
    UndeliveredException chunkRefused(Phase at, Reply reply);

    /**
     * The failure where the server refused a piece so and took the end. It must throw away everything behind the refused
     * piece (RFC 3030 section 2), and says that it has the mail: whether it has, and what of it, is unknown.
     */
    UndeliveredException takenAfterRefusal(Reply refusal);

    /**
     * The server would not forget the mail before, which is no fault of this one: another connection will do. Where
     * everything was written already, the answers to MAIL and to the content tell.
     */
    void resetRefused(Reply reply) throws UndeliveredException;

    /** The content begins to be written. */
    void contentBegins();

    /** The last octet of the content is on its way: from here on only the final reply tells. */
    void contentHandedOver();
}
