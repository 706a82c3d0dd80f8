// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.Reply;
import java.io.IOException;

/** Content by DATA (RFC 5321 section 4.1.1.4). */
final class DataTransfer implements ContentTransfer {

    private final Transaction transaction;
    private final Dialogue dialogue;
    private final Payload payload;

    DataTransfer(Transaction transaction, Dialogue dialogue, Payload payload) {
        this.transaction = transaction;
        this.dialogue = dialogue;
        this.payload = payload;
    }

    @Override
    public void lead() throws IOException {
        dialogue.write("DATA");
    }

    @Override
    public void finish() throws IOException, UndeliveredException {
        dialogue.flush();
        Reply reply = transaction.read(Phase.DATA);
        if (!reply.is(354)) {
            throw transaction.refused(Phase.DATA, reply);
        }
        dialogue.refuseEarlyReply();
        transaction.contentBegins();
        DotStuffing content = new DotStuffing(dialogue.content());
        payload.writeTo(content);
        content.end();
        dialogue.flush();
        transaction.contentHandedOver();
    }

    @Override
    public Reply await() throws IOException, UndeliveredException {
        return transaction.read(Phase.FINAL_REPLY);
    }

    /** One that asks for content though it has no recipient is left: there is no way back but an empty mail. */
    @Override
    public Reply awaitRefusal() throws IOException, UndeliveredException {
        return transaction.read(Phase.DATA);
    }
}
