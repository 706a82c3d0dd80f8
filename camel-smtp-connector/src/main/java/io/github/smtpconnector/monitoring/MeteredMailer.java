// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.monitoring;

import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.Settled;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.BesideTheMail;
import io.github.smtpconnector.sending.Gate;
import io.github.smtpconnector.sending.Mailer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the meters what another mailer did and how long it took, waiting for a connection included. */
final class MeteredMailer implements Mailer {

    private static final Logger LOG = LoggerFactory.getLogger(MeteredMailer.class);

    private final Mailer mailer;
    private final SendMeters meters;
    private final LongSupplier nanoTime;
    private final Runnable closed;

    MeteredMailer(Mailer mailer, SendMeters meters, LongSupplier nanoTime, Runnable closed) {
        this.mailer = mailer;
        this.meters = meters;
        this.nanoTime = nanoTime;
        this.closed = closed;
    }

    @Override
    public SendResult send(Envelope envelope, RenderedMessage message, Settled known, Gate gate) {
        long start = nanoTime.getAsLong();
        try {
            SendResult result = mailer.send(envelope, message, known, gate);
            count(() -> meters.sent(result, nanoTime.getAsLong() - start));
            return result;
        } catch (SmtpConnectorException e) {
            count(() -> meters.failed(e, nanoTime.getAsLong() - start));
            throw e;
        }
    }

    private static void count(Runnable counting) {
        BesideTheMail.logging(LOG, "Counting a mail", counting);
    }

    @Override
    public void close() {
        try {
            mailer.close();
        } finally {
            closed.run();
        }
    }
}
