// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail was not sent, or it is unknown whether it was. The class says what to do next. {@link RetryableSmtpException}:
 * try later. {@link PermanentSmtpException}: change something first. {@link UncertainDeliveryException}: decide whether
 * a second copy does harm. Made by {@link Failure}. The message is one line and never holds a secret or content.
 */
public abstract sealed class SmtpConnectorException extends RuntimeException
        permits RetryableSmtpException, PermanentSmtpException, UncertainDeliveryException {

    private static final long serialVersionUID = 1L;

    private final Category category;
    private final @Nullable Phase phase;
    private final DeliveryState deliveryState;
    private final transient @Nullable SmtpReply reply;
    private final transient @Nullable SendResult result;
    private final @Nullable String server;
    private final transient Failure failure;

    SmtpConnectorException(Failure failure) {
        super(failure.message(), failure.cause());
        this.category = failure.category();
        this.phase = failure.phase();
        this.deliveryState = failure.deliveryState();
        this.reply = failure.reply();
        this.result = failure.result();
        this.server = failure.server();
        this.failure = failure;
    }

    /** The failure this exception stands for, so that a layer above can add what it knows. */
    public Failure getFailure() {
        return failure;
    }

    /** The cause of the failure. */
    public Category getCategory() {
        return category;
    }

    /** How far the dialogue had come, or null when the mail failed before anything was connected. */
    public @Nullable Phase getPhase() {
        return phase;
    }

    /** Whether the mail can have reached a recipient. */
    public DeliveryState getDeliveryState() {
        return deliveryState;
    }

    /** The server's reply that decided the outcome, or null when none came. */
    public @Nullable SmtpReply getReply() {
        return reply;
    }

    /** The server's answer to each recipient offered to it; empty when none was. */
    public List<RecipientResult> getRecipientResults() {
        return result == null ? List.of() : result.recipients();
    }

    /** Everything known about the mail, or null when it failed before it was composed. */
    public @Nullable SendResult getResult() {
        return result;
    }

    /** {@code host:port}, or null when the mail failed before a server was chosen. */
    public @Nullable String getServer() {
        return server;
    }
}
