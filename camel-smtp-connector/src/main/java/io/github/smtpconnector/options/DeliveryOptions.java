// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

import io.github.smtpconnector.email.PartialDelivery;
import io.github.smtpconnector.ledger.SendLedger;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * Whom a mail may go to, what the server is asked for, and what happens when a mail is sent again.
 *
 * <p>Internal; may change.
 */
@UriParams
public abstract class DeliveryOptions extends ConnectionOptions {

    @UriParam(defaultValue = "FAIL_ALL")
    private PartialDelivery partialDelivery = PartialDelivery.FAIL_ALL;

    @UriParam(label = "producer,advanced", defaultValue = "true")
    private boolean synchronous = true;

    @UriParam(label = "producer,advanced")
    private @Nullable String envelopeFrom;

    @UriParam(label = "producer,security")
    private @Nullable String allowedRecipients;

    @UriParam(label = "producer,security")
    private @Nullable Long maxMessageSize;

    @UriParam(label = "producer,advanced", displayName = "DSN Notify")
    private @Nullable String dsnNotify;

    @UriParam(label = "producer,advanced", displayName = "DSN Return", enums = "FULL,HDRS")
    private @Nullable String dsnReturn;

    @UriParam(label = "producer,security", displayName = "Require TLS")
    private boolean requireTls;

    @UriParam(label = "producer,advanced")
    private @Nullable String holdFor;

    @UriParam(label = "producer,advanced")
    private @Nullable String deliverBy;

    @UriParam(label = "producer,idempotency")
    private @Nullable IdempotentRepository idempotentRepository;

    @UriParam(label = "producer,idempotency")
    private @Nullable SendLedger ledger;

    @UriParam(label = "producer,idempotency", defaultValue = "FAIL")
    private Uncertain uncertain = Uncertain.FAIL;

    public PartialDelivery getPartialDelivery() {
        return partialDelivery;
    }

    /**
     * What to do when the server refuses some of the recipients. FAIL_ALL: no recipient gets the mail and the send fails.
     * SEND_ACCEPTED: the others get it, the send succeeds in state PARTIAL and the result says who was refused.
     */
    public void setPartialDelivery(PartialDelivery partialDelivery) {
        this.partialDelivery = partialDelivery;
    }

    public boolean isSynchronous() {
        return synchronous;
    }

    /**
     * Whether each mail is sent in the thread of the route, which waits for the outcome. With false another thread sends
     * it, and the thread of the route goes on with the next exchange where its consumer allows that, such as seda or file:
     * then one consumer has as many mails under way as maxConnections and maxInFlight allow, and they may overtake each
     * other. The steps behind the mail wait for its outcome either way. Within a transaction of Camel the thread of the
     * route always sends.
     */
    public void setSynchronous(boolean synchronous) {
        this.synchronous = synchronous;
    }

    public @Nullable String getEnvelopeFrom() {
        return envelopeFrom;
    }

    /** Where the server sends reports of failed delivery: one address, by default the one in from. */
    public void setEnvelopeFrom(@Nullable String envelopeFrom) {
        this.envelopeFrom = envelopeFrom;
    }

    public @Nullable String getAllowedRecipients() {
        return allowedRecipients;
    }

    /**
     * Which recipients a mail may go to: addresses separated by comma, in which an asterisk stands for any characters, so
     * that an asterisk, an at sign and example.com allow that domain. A mail with any other recipient fails before a connection
     * is made, and so does one with a header field in which a provider reads recipients, X-SMTPAPI or X-MC-MergeVars for
     * instance. By default all are allowed. Useful for tests, and where addresses come from outside.
     */
    public void setAllowedRecipients(@Nullable String allowedRecipients) {
        this.allowedRecipients = allowedRecipients;
    }

    public @Nullable Long getMaxMessageSize() {
        return maxMessageSize;
    }

    /**
     * How many octets a mail may have, with its header and its files as they are encoded: some four thirds of what they
     * have on disk. A larger one fails before a connection is made. Where the size of a file shows only while it is
     * read, the mail is broken off before its end, so that the server does not take it. By default only the server
     * limits mails.
     */
    public void setMaxMessageSize(@Nullable Long maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public @Nullable String getDsnNotify() {
        return dsnNotify;
    }

    /**
     * What the servers are to notify the return path of, for each recipient (DSN, RFC 3461): NEVER, or SUCCESS, FAILURE
     * and DELAY, several separated by comma. By default nothing is said, and servers notify of failure. The server must
     * offer DSN. The header CamelSmtpConnectorDsnNotify wins.
     */
    public void setDsnNotify(@Nullable String dsnNotify) {
        this.dsnNotify = dsnNotify;
    }

    public @Nullable String getDsnReturn() {
        return dsnReturn;
    }

    /**
     * How much of the mail comes back with a notification of failure: FULL for all of it, HDRS for its header. By
     * default the server chooses. The server must offer DSN. The header CamelSmtpConnectorDsnReturn wins.
     */
    public void setDsnReturn(@Nullable String dsnReturn) {
        this.dsnReturn = dsnReturn;
    }

    public boolean isRequireTls() {
        return requireTls;
    }

    /**
     * Demand that the mail travels over verified TLS all the way (REQUIRETLS, RFC 8689): each server passes it on so or
     * sends it back. The server must offer REQUIRETLS, which few do yet, and ignoreSelfSignedCertificates must be off.
     * The header CamelSmtpConnectorRequireTls wins. To secure the way to this server alone, useTls is enough.
     */
    public void setRequireTls(boolean requireTls) {
        this.requireTls = requireTls;
    }

    public @Nullable String getHoldFor() {
        return holdFor;
    }

    /**
     * How long the server keeps a mail before it sends it on (FUTURERELEASE, RFC 4865): the seconds, or a duration such
     * as 15m or 1h30m. The server must offer FUTURERELEASE and so long a time. The headers CamelSmtpConnectorHoldFor and
     * CamelSmtpConnectorHoldUntil win.
     */
    public void setHoldFor(@Nullable String holdFor) {
        this.holdFor = holdFor;
    }

    public @Nullable String getDeliverBy() {
        return deliverBy;
    }

    /**
     * How long delivery may take (DELIVERBY, RFC 2852): the seconds, a semicolon, and R to have a mail back that is late
     * or N to be notified of it, 3600;R for instance. Each attempt begins anew. The server must offer DELIVERBY and so
     * short a time. The header CamelSmtpConnectorDeliverBy wins.
     */
    public void setDeliverBy(@Nullable String deliverBy) {
        this.deliverBy = deliverBy;
    }

    public @Nullable IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    /**
     * Where it is remembered which mails were sent: a bean, such as a JdbcMessageIdRepository. Every mail then needs the
     * header CamelSmtpConnectorIdempotencyKey, and a mail whose key was accepted by the server before is not sent again.
     * It is started with the endpoint and stopped with the Camel context. What it forgets is sent again.
     */
    public void setIdempotentRepository(@Nullable IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public @Nullable SendLedger getLedger() {
        return ledger;
    }

    /**
     * Where many processes remember together which mails were sent: a bean, such as a JdbcSendLedger, which keeps one row
     * a mail in PostgreSQL or H2. Every mail then needs the header CamelSmtpConnectorIdempotencyKey. A mail that was
     * accepted before is not sent again, and its result tells what the server said then; one that another process is sending
     * fails with category BUSY and may come again; one whose process ended in the middle is uncertain. In the place of
     * idempotentRepository.
     */
    public void setLedger(@Nullable SendLedger ledger) {
        this.ledger = ledger;
    }

    /** The option by which it is remembered which mails were sent; null where that is not. */
    public @Nullable String memoryOption() {
        if (ledger != null) {
            return "ledger";
        }
        return idempotentRepository == null ? null : "idempotentRepository";
    }

    public Uncertain getUncertain() {
        return uncertain;
    }

    /**
     * What to do when a mail is sent once more that may have been delivered: an earlier attempt handed it over and was
     * never answered, or was interrupted. FAIL: those who may have it do not get it again; the attempt serves those who are
     * known to be without it, and fails as UncertainDeliveryException. RESEND: it is sent again with the same Message-ID,
     * which may make a second copy. This rules every repetition of an exchange by Camel, by redelivery, loop, failover or
     * circuit breaker, with a ledger or an idempotentRepository or without. A message that a broker delivers again is
     * another exchange: only an idempotency key tells that it is the same mail. To an idempotentRepository, an attempt that
     * another process is making at this moment looks the same; a ledger tells it apart.
     */
    public void setUncertain(Uncertain uncertain) {
        this.uncertain = uncertain;
    }
}
