// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.Reply;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Content by BDAT (RFC 3030). */
final class ChunkTransfer implements ContentTransfer {

    /**
     * With PIPELINING, and without it none (RFC 3030 section 2), so many pieces may be unanswered: enough to fill the
     * line, few enough for their replies to fit the buffers.
     */
    private static final int UNANSWERED = 16;

    /**
     * A server may offer CHUNKING and not know BDAT: then it takes the content for commands. Its answer to this one
     * octet, which is no command, tells.
     */
    private static final int PROBE = 1;

    private final boolean probing;
    private int unanswered;
    private final TransactionProgress progress;
    private final Dialogue dialogue;
    private final Payload payload;
    private final boolean pipelining;
    private final OutputStream out;
    private boolean written;
    private int pending;

    /** Of a server that is not {@code trusted} to know BDAT, content that could hold commands first asks that. */
    ChunkTransfer(
            TransactionProgress progress, Dialogue dialogue, Payload payload, boolean pipelining, boolean trusted) {
        this.probing = !trusted;
        this.pipelining = pipelining;
        this.unanswered = pipelining && trusted ? UNANSWERED : 1;
        this.progress = progress;
        this.dialogue = dialogue;
        this.payload = payload;
        this.out = dialogue.content();
    }

    @Override
    public void lead() throws IOException, UndeliveredException {
        if (payload.isSmall() && !probing) {
            progress.contentBegins();
            dialogue.write("BDAT " + payload.size() + " LAST");
            payload.writeTo(out);
            pending = 1;
            complete();
        }
    }

    @Override
    public void finish() throws IOException, UndeliveredException {
        if (!written) {
            progress.contentBegins();
            Pieces pieces = new Pieces();
            Chunks chunks = new Chunks(pieces, payload.size(), probing ? PROBE : Chunks.ANNOUNCED);
            try {
                payload.writeTo(chunks);
                chunks.end();
            } catch (RefusedPiece e) {
                throw e.refusal;
            }
            complete();
        }
    }

    private void complete() throws IOException {
        written = true;
        dialogue.flushEnd(progress::contentHandedOver);
    }

    @Override
    public Reply await() throws IOException, UndeliveredException {
        while (pending > 1) {
            awaitPiece();
        }
        Reply reply = progress.read(Phase.FINAL_REPLY);
        if (!reply.is(250)) {
            throw progress.chunkRefused(Phase.FINAL_REPLY, reply);
        }
        return reply;
    }

    private void awaitPiece() throws IOException, UndeliveredException {
        Reply reply = progress.read(Phase.BODY);
        pending--;
        unanswered = pipelining ? UNANSWERED : 1;
        if (!reply.is(250)) {
            Reply last = hearTheOthers();
            throw written && last != null && last.is(250)
                    ? progress.takenAfterRefusal(reply)
                    : progress.chunkRefused(Phase.BODY, reply);
        }
    }

    /**
     * The pieces behind a refused one are refused as well; no other mail may take their replies for its own.
     *
     * @return the reply to the last piece, or null where there is none
     */
    private @Nullable Reply hearTheOthers() {
        Reply last = null;
        try {
            while (pending > 0) {
                last = progress.read(Phase.BODY);
                pending--;
            }
            return last;
        } catch (IOException | UndeliveredException e) {
            dialogue.line().abort();
            return null;
        }
    }

    @Override
    public Reply awaitRefusal() throws IOException, UndeliveredException {
        return progress.read(Phase.BODY);
    }

    /** Announces pieces to the server, and hears between two whether it still wants them. */
    private final class Pieces implements Chunks.Sink {

        @Override
        public void begin(long octets, boolean last) throws IOException {
            try {
                while (pending >= unanswered) {
                    dialogue.flush();
                    awaitPiece();
                }
            } catch (UndeliveredException e) {
                throw new RefusedPiece(e);
            }
            if (pending == 0) {
                dialogue.refuseEarlyReply();
            }
            dialogue.write("BDAT " + octets + (last ? " LAST" : ""));
            pending++;
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            out.write(octets, offset, length);
        }
    }

    /** Carries a refusal through the message that is being written. */
    private static final class RefusedPiece extends IOException {

        private static final long serialVersionUID = 1L;

        private final transient UndeliveredException refusal;

        RefusedPiece(UndeliveredException refusal) {
            this.refusal = refusal;
        }
    }
}
