// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.email.PartialDelivery;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.ServerFacts;
import io.github.smtpconnector.outcome.Settled;
import io.github.smtpconnector.outcome.SmtpReply;
import io.github.smtpconnector.outcome.Verification;
import io.github.smtpconnector.pool.PoolLimits;
import io.github.smtpconnector.sending.Gate;
import io.github.smtpconnector.sending.Mailer;
import io.github.smtpconnector.sending.Mailers;
import io.github.smtpconnector.wire.ServerIdentity;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what it is asked to open and to send, and answers as a server that takes everything, or fails when told to. */
public final class RecordingMailers implements Mailers {

    /** One mail as it would have gone over the wire. */
    public record Sent(Envelope envelope, ReceivedMail mail) {}

    /** What an endpoint asked for. */
    public record Opened(
            ServerIdentity server, Timeouts timeouts, PoolLimits limits, PartialDelivery partialDelivery) {}

    public final List<Opened> opened = new ArrayList<>();
    public final List<Sent> sent = new ArrayList<>();
    public int closed;
    public int verified;
    /** What a mail waits for before it is written. */
    public Runnable server = () -> {};

    private @Nullable Failure failure;
    private int failures;

    /** Lets the next sends fail after the mail was written. */
    public void failNext(int times, Failure as) {
        failures = times;
        failure = as;
    }

    public Sent onlyMail() {
        if (sent.size() != 1) {
            throw new AssertionError("expected one mail, not " + sent.size());
        }
        return sent.get(0);
    }

    @Override
    public Mailer open(ServerIdentity server, Timeouts timeouts, PoolLimits limits, PartialDelivery partialDelivery) {
        opened.add(new Opened(server, timeouts, limits, partialDelivery));
        return new Mailer() {
            @Override
            public SendResult send(Envelope envelope, RenderedMessage message, Settled known, Gate gate) {
                Settled left = gate.pass(known);
                return left.waiting(envelope.recipients()).isEmpty()
                        ? takenBefore(envelope, message, left)
                        : record(envelope, message);
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }

    @Override
    public Verification verify(ServerIdentity server, Timeouts timeouts) {
        verified++;
        return new Verification(server.host(), server.port(), List.of(), null);
    }

    private static SendResult takenBefore(Envelope envelope, RenderedMessage message, Settled left) {
        return SendResult.unsent(
                message.messageId(),
                DeliveryState.ACCEPTED,
                envelope.reversePath(),
                envelope.recipients(),
                left.results(),
                message.size());
    }

    private SendResult record(Envelope envelope, RenderedMessage message) {
        server.run();
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            message.writeTo(octets);
        } catch (IOException e) {
            throw Failure.permanent(Category.CONTENT, String.valueOf(e.getMessage()))
                    .causedBy(e)
                    .toException();
        }
        sent.add(new Sent(envelope, ReceivedMail.parse(octets.toByteArray())));
        if (failure != null && failures-- > 0) {
            throw failure.toException();
        }
        return taken(envelope, message.messageId(), octets.size());
    }

    static SendResult taken(Envelope envelope, String messageId, long size) {
        SmtpReply ok = SmtpReply.of(250, "2.1.5 Ok");
        return new SendResult(
                messageId,
                DeliveryState.ACCEPTED,
                envelope.reversePath(),
                envelope.recipients(),
                envelope.recipients().stream()
                        .map(to -> new RecipientResult(to, true, ok))
                        .toList(),
                SmtpReply.of(250, "2.0.0 Ok: queued as 4XyZ1k2Lh3z9vQ8"),
                size,
                new ServerFacts(
                        "mail.example.com", 587, "TLSv1.3", "TLS_AES_256_GCM_SHA384", Duration.ofMillis(12), false),
                Duration.ofMillis(3),
                Duration.ofMillis(4));
    }
}
