// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.Reply;
import java.io.IOException;

/** Content by DATA (RFC 5321 section 4.1.1.4). */
final class DataTransfer implements ContentTransfer {

    private final TransactionProgress progress;
    private final Dialogue dialogue;
    private final Payload payload;

    DataTransfer(TransactionProgress progress, Dialogue dialogue, Payload payload) {
        this.progress = progress;
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
        Reply reply = progress.read(Phase.DATA);
        if (!reply.is(354)) {
            throw progress.refused(Phase.DATA, reply);
        }
        dialogue.refuseEarlyReply();
        progress.contentBegins();
        DotStuffing content = new DotStuffing(dialogue.content());
        payload.writeTo(content);
        content.end();
        dialogue.flushEnd(progress::contentHandedOver);
    }

    @Override
    public Reply await() throws IOException, UndeliveredException {
        return progress.read(Phase.FINAL_REPLY);
    }

    /** One that asks for content though it has no recipient is left: there is no way back but an empty mail. */
    @Override
    public Reply awaitRefusal() throws IOException, UndeliveredException {
        return progress.read(Phase.DATA);
    }
}
