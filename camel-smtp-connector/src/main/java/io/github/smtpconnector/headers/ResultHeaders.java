// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.headers;

import org.apache.camel.spi.Metadata;

/** The headers that tell the result of a mail. Routes name them by {@code SmtpHeaders}. */
public abstract class ResultHeaders {

    @Metadata(
            label = "producer",
            javaType = "String",
            important = true,
            description =
                    "Result: the Message-ID of the mail in angle brackets, the same when the exchange is redelivered.")
    public static final String MESSAGE_ID = "CamelSmtpConnectorMessageId";

    @Metadata(
            label = "producer",
            javaType = "String",
            enums = "ACCEPTED,PARTIAL,NOT_SENT,UNKNOWN",
            important = true,
            description =
                    "Result: what is known of the mail's whereabouts. PARTIAL means that some recipients were refused, UNKNOWN"
                            + " that the mail was handed over and never confirmed.")
    public static final String DELIVERY_STATE = "CamelSmtpConnectorDeliveryState";

    @Metadata(
            label = "producer",
            javaType = "List<String>",
            description = "Result: the addresses of the recipients that the server took.")
    public static final String ACCEPTED = "CamelSmtpConnectorAccepted";

    @Metadata(
            label = "producer",
            javaType = "List<String>",
            description = "Result: the addresses of the recipients that the server refused.")
    public static final String REJECTED = "CamelSmtpConnectorRejected";

    @Metadata(
            label = "producer",
            javaType = "List<Map<String, Object>>",
            description =
                    "Result: the server's answer to each recipient as a map of address, accepted, code, enhancedCode and"
                            + " text.")
    public static final String RECIPIENT_RESULTS = "CamelSmtpConnectorRecipientResults";

    @Metadata(
            label = "producer",
            javaType = "Integer",
            description = "Result: the code of the reply that decided the outcome, 250 for instance.")
    public static final String REPLY_CODE = "CamelSmtpConnectorReplyCode";

    @Metadata(
            label = "producer",
            javaType = "String",
            description =
                    "Result: the enhanced status code of that reply, 5.1.1 for instance, where the server gave one.")
    public static final String ENHANCED_CODE = "CamelSmtpConnectorEnhancedCode";

    @Metadata(
            label = "producer",
            javaType = "String",
            description = "Result: that reply as the server wrote it, on one line.")
    public static final String RESPONSE = "CamelSmtpConnectorResponse";

    @Metadata(
            label = "producer",
            javaType = "String",
            description =
                    "Result: the name under which the server queued the mail, where its reply shows one that we recognise.")
    public static final String QUEUE_ID = "CamelSmtpConnectorQueueId";

    @Metadata(
            label = "producer",
            javaType = "String",
            description = "Result: the return path as the server was told; empty for none.")
    public static final String ENVELOPE_FROM = "CamelSmtpConnectorEnvelopeFrom";

    @Metadata(
            label = "producer",
            javaType = "List<String>",
            description = "Result: the distinct recipients that the mail was meant for, Bcc included.")
    public static final String ENVELOPE_TO = "CamelSmtpConnectorEnvelopeTo";

    @Metadata(
            label = "producer",
            javaType = "String",
            description =
                    "Result: of a dry run, what MAIL and RCPT say besides, as in RET=HDRS NOTIFY=FAILURE; absent for"
                            + " nothing.")
    public static final String ENVELOPE_PARAMETERS = "CamelSmtpConnectorEnvelopeParameters";

    @Metadata(
            label = "producer",
            javaType = "Long",
            description =
                    "Result: the size of the mail in bytes, headers included. Absent where a file does not tell its"
                            + " size and the mail was never written to its end.")
    public static final String MESSAGE_SIZE = "CamelSmtpConnectorMessageSize";

    @Metadata(
            label = "producer",
            javaType = "String",
            description = "Result: the host of the server that was spoken to.")
    public static final String HOST = "CamelSmtpConnectorHost";

    @Metadata(
            label = "producer",
            javaType = "Integer",
            description = "Result: the port of the server that was spoken to.")
    public static final String PORT = "CamelSmtpConnectorPort";

    @Metadata(
            label = "producer",
            javaType = "String",
            description =
                    "Result: the TLS version of the connection, TLSv1.3 for instance; absent when it was not secured.")
    public static final String TLS_PROTOCOL = "CamelSmtpConnectorTlsProtocol";

    @Metadata(
            label = "producer",
            javaType = "String",
            description = "Result: the cipher suite of the connection; absent when it was not secured.")
    public static final String TLS_CIPHER = "CamelSmtpConnectorTlsCipher";

    @Metadata(
            label = "producer",
            javaType = "Long",
            description =
                    "Result: how many milliseconds it took to connect, secure and log in; 0 on a reused connection.")
    public static final String CONNECT_TIME = "CamelSmtpConnectorConnectTime";

    @Metadata(
            label = "producer",
            javaType = "Long",
            description =
                    "Result: how many milliseconds it took from naming the sender to the answer to the last recipient.")
    public static final String ENVELOPE_TIME = "CamelSmtpConnectorEnvelopeTime";

    @Metadata(
            label = "producer",
            javaType = "Long",
            description =
                    "Result: how many milliseconds it took from the first byte of the mail to the server's final reply.")
    public static final String MESSAGE_TIME = "CamelSmtpConnectorMessageTime";

    @Metadata(
            label = "producer",
            javaType = "Boolean",
            description = "Result: whether the connection had carried another mail before.")
    public static final String CONNECTION_REUSED = "CamelSmtpConnectorConnectionReused";

    @Metadata(
            label = "producer",
            javaType = "Boolean",
            description = "Result: true when nothing was sent now, because a mail with the same IdempotencyKey had been"
                    + " accepted before; else absent.")
    public static final String ALREADY_SENT = "CamelSmtpConnectorAlreadySent";

    /** The exchange property that holds the {@link io.github.smtpconnector.outcome.SendResult}. */
    public static final String RESULT_PROPERTY = "CamelSmtpConnectorResult";

    protected ResultHeaders() {}
}
