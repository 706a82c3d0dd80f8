// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options for what mails ask of the servers beyond being delivered. */
@UriParams
public abstract class DeliveryOptions extends ProtectionOptions {

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
}
