// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.headers;

import io.github.smtpconnector.SmtpHeaders;
import org.apache.camel.spi.Metadata;

/** The headers that say what a mail asks of the servers beyond being delivered; part of {@link SmtpHeaders}. */
public abstract class InputHeaders extends ResultHeaders {

    @Metadata(
            label = "producer",
            javaType = "String or Collection",
            description =
                    "What the servers are to notify the return path of (DSN, RFC 3461): NEVER, or SUCCESS, FAILURE"
                            + " and DELAY, several separated by comma. Replaces the option dsnNotify; needs a server that offers"
                            + " DSN, as do DsnReturn and EnvelopeId.")
    public static final String DSN_NOTIFY = "CamelSmtpConnectorDsnNotify";

    @Metadata(
            label = "producer",
            javaType = "String",
            enums = "FULL,HDRS",
            description = "How much of the mail comes back with a notification of failure: all of it or its header."
                    + " Replaces the option dsnReturn.")
    public static final String DSN_RETURN = "CamelSmtpConnectorDsnReturn";

    @Metadata(
            label = "producer",
            javaType = "String",
            description = "What notifications call this mail (Original-Envelope-Id): printable ASCII, at most 100"
                    + " characters, of which blanks, plus and equals signs count three times.")
    public static final String ENVELOPE_ID = "CamelSmtpConnectorEnvelopeId";

    @Metadata(
            label = "producer",
            javaType = "Boolean",
            description = "Whether the mail must travel over verified TLS all the way (REQUIRETLS, RFC 8689). Replaces"
                    + " the option requireTls; needs a server that offers REQUIRETLS.")
    public static final String REQUIRE_TLS = "CamelSmtpConnectorRequireTls";

    @Metadata(
            label = "producer",
            javaType = "Long, String or java.time.Duration",
            description = "How long the server keeps the mail before it sends it on (RFC 4865): the seconds, or a"
                    + " duration such as 15m. Replaces the option holdFor; needs a server that offers FUTURERELEASE.")
    public static final String HOLD_FOR = "CamelSmtpConnectorHoldFor";

    @Metadata(
            label = "producer",
            javaType = "String, java.util.Date or java.time",
            description = "Until when the server keeps the mail before it sends it on, with zone:"
                    + " 2026-11-01T12:00:00+01:00, for instance. Instead of HoldFor; needs a server that offers"
                    + " FUTURERELEASE.")
    public static final String HOLD_UNTIL = "CamelSmtpConnectorHoldUntil";

    @Metadata(
            label = "producer",
            javaType = "String",
            description = "How long delivery may take (RFC 2852): the seconds, a semicolon, and R to have the mail back"
                    + " when it is late or N to be notified: 3600;R, for instance. Replaces the option deliverBy; needs a"
                    + " server that offers DELIVERBY.")
    public static final String DELIVER_BY = "CamelSmtpConnectorDeliverBy";

    protected InputHeaders() {}
}
