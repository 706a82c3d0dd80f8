// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.headers;

import org.apache.camel.spi.Metadata;

/** The headers that have an effect on a mail. Routes name them by {@code SmtpHeaders}. */
public abstract class InputHeaders extends ResultHeaders {

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
            description =
                    "Another name of DynamicTo, for those who look for the sibling of CcJson and BccJson. Give one"
                            + " of the two.")
    public static final String TO_JSON = "CamelSmtpConnectorToJson";

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
                    + " again, and the Message-ID is made of it. Needs the option ledger or idempotentRepository; there is no"
                    + " body field for it.")
    public static final String IDEMPOTENCY_KEY = "CamelSmtpConnectorIdempotencyKey";

    @Metadata(
            label = "producer",
            javaType = "Map",
            description = "More header fields of the mail: a map of name and text, or its JSON text. Refused are those"
                    + " that say how the mail is made, where it went and whom it concerns, and those with an input of"
                    + " their own; and, with the option allowedRecipients, those in which a provider reads recipients. A"
                    + " blank text is no field.")
    public static final String HEADERS = "CamelSmtpConnectorHeaders";

    @Metadata(
            label = "producer",
            javaType = "String",
            description = "Who sends the mail in the name of From: one address. Not written when it is the same.")
    public static final String SENDER = "CamelSmtpConnectorSender";

    @Metadata(
            label = "producer",
            javaType = "String",
            description = "The Message-ID that the mail is to have, at a domain of the sender; without it one is made."
                    + " The header MessageId has no effect, because it tells the result of the mail before.")
    public static final String OWN_MESSAGE_ID = "CamelSmtpConnectorOwnMessageId";

    @Metadata(
            label = "producer",
            javaType = RECIPIENTS,
            description =
                    "The Message-ID of the mail that this one answers, or several, separated by blanks or commas.")
    public static final String IN_REPLY_TO = "CamelSmtpConnectorInReplyTo";

    @Metadata(
            label = "producer",
            javaType = RECIPIENTS,
            description =
                    "The Message-IDs of the mails of this thread, the oldest first: those in the References of the"
                            + " mail that is answered, and its own. Of more than 100 the first and the last 99 stay.")
    public static final String REFERENCES = "CamelSmtpConnectorReferences";

    @Metadata(
            label = "producer",
            javaType = "String, java.util.Date or java.time",
            description = "When the mail was written, with zone: 2026-11-01T12:00:00Z, for instance. The zone stays:"
                    + " many readers show the time in it. By default, when it is sent, in UTC.")
    public static final String DATE = "CamelSmtpConnectorDate";

    @Metadata(
            label = "producer",
            javaType = "String",
            enums = "high,normal,low",
            description = "How urgent the mail is. Written as Importance, X-Priority and Priority.")
    public static final String PRIORITY = "CamelSmtpConnectorPriority";

    @Metadata(
            label = "producer",
            javaType = RECIPIENTS,
            description = "Whom a reader's mail program is asked to tell that the mail was displayed, in the same forms"
                    + " as To. Many programs ask their user or do nothing. Give the address of From: spam filters"
                    + " count another one against the mail.")
    public static final String READ_RECEIPT_TO = "CamelSmtpConnectorReadReceiptTo";

    @Metadata(
            label = "producer",
            javaType = RECIPIENTS,
            description = "Where the receiver unsubscribes: one https URI, a mailto URI, or both, separated by comma."
                    + " With https the mail offers to do so at one click, which is a POST to that URI. Replaces the"
                    + " option listUnsubscribe.")
    public static final String LIST_UNSUBSCRIBE = "CamelSmtpConnectorListUnsubscribe";

    @Metadata(
            label = "producer",
            javaType = "String",
            description = "What the reader's calendar is to act upon, an invitation for instance: iCalendar text with a"
                    + " METHOD. It goes beside text and html, and once more as the attachment invite.ics.")
    public static final String CALENDAR = "CamelSmtpConnectorCalendar";

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
                    + " 2026-11-01T12:00:00Z, for instance. Instead of HoldFor; needs a server that offers"
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
