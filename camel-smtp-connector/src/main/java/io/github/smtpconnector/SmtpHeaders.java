// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import org.apache.camel.spi.Metadata;

/**
 * The headers that have an effect on a mail, and those that tell its result. No other header of an exchange is read or
 * travels with the mail.
 */
public final class SmtpHeaders {

    private static final String RECIPIENTS = "String, String[] or Collection";

    @Metadata(
            label = "producer",
            javaType = RECIPIENTS,
            important = true,
            description = "The recipients in the To line: addresses separated by comma or semicolon, a JSON array, an"
                    + " array or a Collection. Replaces the option to; DynamicTo is added.")
    public static final String TO = "CamelSmtpConnectorTo";

    @Metadata(
            label = "producer",
            javaType = RECIPIENTS,
            description = "More recipients in the To line, in the same forms as To, united with it.")
    public static final String DYNAMIC_TO = "CamelSmtpConnectorDynamicTo";

    @Metadata(
            label = "producer",
            javaType = RECIPIENTS,
            description = "The recipients in the Cc line, in the same forms as To. Replaces the option cc; CcJson is"
                    + " added.")
    public static final String CC = "CamelSmtpConnectorCc";

    @Metadata(
            label = "producer",
            javaType = RECIPIENTS,
            description = "More recipients in the Cc line, in the same forms as To, united with Cc.")
    public static final String CC_JSON = "CamelSmtpConnectorCcJson";

    @Metadata(
            label = "producer",
            javaType = RECIPIENTS,
            description = "The recipients that the others do not see, in the same forms as To; they never appear in the"
                    + " mail. Replaces the option bcc; BccJson is added.")
    public static final String BCC = "CamelSmtpConnectorBcc";

    @Metadata(
            label = "producer",
            javaType = RECIPIENTS,
            description = "More recipients that the others do not see, in the same forms as To, united with Bcc.")
    public static final String BCC_JSON = "CamelSmtpConnectorBccJson";

    @Metadata(
            label = "producer",
            javaType = RECIPIENTS,
            description = "Where answers go, in the same forms as To. Replaces the option replyTo.")
    public static final String REPLY_TO = "CamelSmtpConnectorReplyTo";

    @Metadata(
            label = "producer",
            javaType = "String",
            important = true,
            description = "Who the mail is from: one address, with or without a name. Replaces the option from.")
    public static final String FROM = "CamelSmtpConnectorFrom";

    @Metadata(
            label = "producer",
            javaType = "String",
            important = true,
            description = "The subject, on one line. Replaces the option subject.")
    public static final String SUBJECT = "CamelSmtpConnectorSubject";

    @Metadata(
            label = "producer",
            javaType = "String",
            description = "The plain text. Replaces the option text, and the body where that would be the text.")
    public static final String TEXT = "CamelSmtpConnectorText";

    @Metadata(
            label = "producer",
            javaType = "String",
            description = "The html. Replaces the option html; the body is then not taken for the text.")
    public static final String HTML = "CamelSmtpConnectorHtml";

    @Metadata(
            label = "producer",
            javaType = "Map or List",
            description = "The attachments: a map with the file name as the key and the file as the value, a list of"
                    + " {key, value} objects, or the JSON text of either. Text is content, never a path or URL.")
    public static final String ATTACHMENTS = "CamelSmtpConnectorAttachments";

    @Metadata(
            label = "producer",
            javaType = "List",
            description = "More attachments after the first ones: a list of {key, value}, {fileName, content} or {name,"
                    + " content} objects, with contentType, encoding (base64), contentId and inline as they like, or"
                    + " the JSON text of such a list.")
    public static final String MULTIPLE_ATTACHMENTS = "CamelSmtpConnectorMultipleAttachments";

    @Metadata(
            label = "producer",
            javaType = "String",
            description = "What the route calls this mail: a text of at most 255 characters that no other mail of the"
                    + " sender's domain has, invoice-4711 for instance. A mail whose key was accepted before is not sent"
                    + " again, and the Message-ID is made of it. Needs the option idempotentRepository; there is no body"
                    + " field for it.")
    public static final String IDEMPOTENCY_KEY = "CamelSmtpConnectorIdempotencyKey";

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
            javaType = "Long",
            description = "Result: the size of the mail in bytes, headers included.")
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

    private SmtpHeaders() {}
}
