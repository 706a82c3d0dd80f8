// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.email.DeliveryRequest;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.Reply;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** RSET where it is needed, MAIL and RCPT: written in as few flights as the server allows, and answered in order. */
final class EnvelopeTransfer {

    /** So many RCPT go out before their replies are read: the replies must fit the buffers between (RFC 2920 section 3.1). */
    static final int BATCH = 200;

    private final TransactionProgress progress;
    private final SmtpConnection connection;
    private final Dialogue dialogue;
    private final Recipients recipients;
    private final @Nullable DeliveryRequest request;
    private final boolean pipelining;
    private final Passage passage;

    private boolean resetPending;
    private boolean mailPending;
    private boolean mailAnswered;
    private @Nullable Reply resetRefusal;
    private @Nullable Reply mailRefusal;
    private int rcptAnswered;

    EnvelopeTransfer(
            TransactionProgress progress,
            SmtpConnection connection,
            Dialogue dialogue,
            Recipients recipients,
            @Nullable DeliveryRequest request,
            Passage passage) {
        this.progress = progress;
        this.connection = connection;
        this.dialogue = dialogue;
        this.recipients = recipients;
        this.request = request;
        this.pipelining = connection.capabilities().pipelining();
        this.passage = passage;
    }

    /** Whether the server has answered MAIL, with whatever. */
    boolean isMailAnswered() {
        return mailAnswered;
    }

    /** The reply that refused MAIL, or null. */
    @Nullable
    Reply mailRefusal() {
        return mailRefusal;
    }

    /** The reply that refused RSET, or null. */
    @Nullable
    Reply resetRefusal() {
        return resetRefusal;
    }

    /** Writes the commands; the last flight is not flushed, for the content may travel with it. */
    void write(String mailCommand, boolean reset) throws IOException, UndeliveredException {
        if (reset) {
            put("RSET");
            resetPending = true;
            stepwise();
        }
        put(mailCommand);
        mailPending = true;
        stepwise();
        while (recipients.written() < recipients.size() && mailRefusal == null && !recipients.isFull()) {
            put(rcptCommand(recipients.next()));
            stepwise();
            if (pipelining && recipients.written() % BATCH == 0 && recipients.written() < recipients.size()) {
                hear();
            }
        }
    }

    private String rcptCommand(String recipient) {
        String command = "RCPT TO:<" + recipient + ">";
        return request == null ? command : command + request.recipientParameters(recipient);
    }

    private void put(String command) throws IOException {
        if (!pipelining) {
            dialogue.refuseEarlyReply();
        }
        dialogue.write(command);
    }

    /** Without PIPELINING each command waits for its reply. */
    private void stepwise() throws IOException, UndeliveredException {
        if (!pipelining) {
            hear();
        }
    }

    private void hear() throws IOException, UndeliveredException {
        dialogue.flush();
        progress.awaitReading();
        read();
    }

    /** Reads the replies to all commands written so far, also those that follow from a refusal: to stay in step. */
    void read() throws IOException, UndeliveredException {
        if (resetPending) {
            Reply reply = progress.read(Phase.MAIL);
            resetPending = false;
            if (reply.is(250)) {
                connection.resetDone();
            } else {
                resetRefusal = reply;
                progress.resetRefused(reply);
            }
        }
        if (mailPending) {
            Reply reply = progress.read(Phase.MAIL);
            mailPending = false;
            mailAnswered = true;
            passage.answered(reply);
            if (reply.code() / 100 < 4 && !reply.is(250)) {
                throw progress.refused(Phase.MAIL, reply);
            }
            if (!reply.is(250)) {
                mailRefusal = reply;
                connection.refused();
            }
        }
        while (rcptAnswered < recipients.written()) {
            Reply reply = progress.read(Phase.RCPT);
            rcptAnswered++;
            if (mailRefusal == null) {
                answered(reply);
            }
        }
    }

    private void answered(Reply reply) throws UndeliveredException {
        boolean taken = reply.is(250) || reply.is(251) || reply.is(252);
        if (!taken && reply.code() / 100 < 4) {
            throw progress.refused(Phase.RCPT, reply);
        }
        if (!taken) {
            connection.refused();
        }
        recipients.answered(reply.toSmtpReply());
    }
}
