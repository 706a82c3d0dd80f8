// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * What a mail holds unless a header says otherwise, what the message body is for, and where the result goes. With what it inherits, every option of the connector.
 *
 * <p>Internal; may change.
 */
@UriParams
public abstract class AllOptions extends ProtectionOptions {

    @UriParam
    private @Nullable String from;

    @UriParam
    private @Nullable String to;

    @UriParam
    private @Nullable String cc;

    @UriParam
    private @Nullable String bcc;

    @UriParam
    private @Nullable String replyTo;

    @UriParam
    private @Nullable String subject;

    @UriParam
    private @Nullable String text;

    @UriParam
    private @Nullable String html;

    @UriParam(label = "producer,advanced")
    private @Nullable String listUnsubscribe;

    @UriParam(defaultValue = "AUTO")
    private BodyAs bodyAs = BodyAs.AUTO;

    @UriParam(defaultValue = "HEADERS")
    private ResultAs resultAs = ResultAs.HEADERS;

    @UriParam
    private boolean dryRun;

    @UriParam
    private boolean embedImages;

    @UriParam
    private boolean textFromHtml;

    public @Nullable String getFrom() {
        return from;
    }

    /**
     * Who the mail is from: one address, with or without a name. Every mail needs one, here or as the header
     * CamelSmtpConnectorFrom, which wins.
     */
    public void setFrom(@Nullable String from) {
        this.from = from;
    }

    public @Nullable String getTo() {
        return to;
    }

    /**
     * The recipients in the To line: addresses separated by comma or semicolon, or a JSON array. The header
     * CamelSmtpConnectorTo replaces them; those of CamelSmtpConnectorDynamicTo are added.
     */
    public void setTo(@Nullable String to) {
        this.to = to;
    }

    public @Nullable String getCc() {
        return cc;
    }

    /**
     * The recipients in the Cc line, in the same form as to. The header CamelSmtpConnectorCc replaces them; those of
     * CamelSmtpConnectorCcJson are added.
     */
    public void setCc(@Nullable String cc) {
        this.cc = cc;
    }

    public @Nullable String getBcc() {
        return bcc;
    }

    /**
     * The recipients that the others do not see, in the same form as to. They never appear in the mail. The header
     * CamelSmtpConnectorBcc replaces them; those of CamelSmtpConnectorBccJson are added.
     */
    public void setBcc(@Nullable String bcc) {
        this.bcc = bcc;
    }

    public @Nullable String getReplyTo() {
        return replyTo;
    }

    /**
     * Where answers go, one address or several in the same form as to; by default to the sender. The header
     * CamelSmtpConnectorReplyTo wins.
     */
    public void setReplyTo(@Nullable String replyTo) {
        this.replyTo = replyTo;
    }

    public @Nullable String getSubject() {
        return subject;
    }

    /** The subject, on one line. The header CamelSmtpConnectorSubject wins. */
    public void setSubject(@Nullable String subject) {
        this.subject = subject;
    }

    public @Nullable String getText() {
        return text;
    }

    /**
     * The plain text. With html as well, the reader's mail program chooses between the two. The header
     * CamelSmtpConnectorText wins. When it is given, the message body is not taken for the text.
     */
    public void setText(@Nullable String text) {
        this.text = text;
    }

    public @Nullable String getHtml() {
        return html;
    }

    /**
     * The html. The header CamelSmtpConnectorHtml wins. When it is given, the message body is not taken for the text.
     */
    public void setHtml(@Nullable String html) {
        this.html = html;
    }

    public @Nullable String getListUnsubscribe() {
        return listUnsubscribe;
    }

    /**
     * Where the receivers of these mails unsubscribe: one https URI, a mailto URI, or both, separated by comma. With
     * https the mail offers to do so at one click (RFC 8058), which is a POST to that URI. The header
     * CamelSmtpConnectorListUnsubscribe wins.
     */
    public void setListUnsubscribe(@Nullable String listUnsubscribe) {
        this.listUnsubscribe = listUnsubscribe;
    }

    public BodyAs getBodyAs() {
        return bodyAs;
    }

    /**
     * What the message body is for. AUTO: a map whose keys are all input fields, a Jackson object and an Email hold the
     * inputs, a MimeMessage is sent as it is, anything else is the text unless text or html was given. TEXT, HTML,
     * INPUTS and MIME force one meaning, IGNORE gives the body no effect. The writer of a body that holds inputs
     * chooses the recipients: fix them by header, by allowedRecipients, or use TEXT, HTML or IGNORE for bodies of
     * foreign origin.
     */
    public void setBodyAs(BodyAs bodyAs) {
        this.bodyAs = bodyAs;
    }

    public ResultAs getResultAs() {
        return resultAs;
    }

    /**
     * Where the result is written: to the headers CamelSmtpConnector..., to the body as a map with nodemailer's names,
     * or to both. MIME writes it to the headers, and the body becomes the mail as it was sent, a stream of the octets without
     * the Bcc recipients: for a copy in a folder or an archive. A large one is kept in a temporary file while it is sent, as the
     * context keeps streams. When the send fails the body stays as it was. A mail that was sent before, so that the
     * header CamelSmtpConnectorAlreadySent is true, is written again for it. The exchange property
     * CamelSmtpConnectorResult holds the result in any case.
     */
    public void setResultAs(ResultAs resultAs) {
        this.resultAs = resultAs;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    /**
     * Do everything but connect: the body becomes the finished mail as bytes, an .eml file, and the headers tell the
     * result in state NOT_SENT, the envelope with Bcc included. Nothing is written to ledger or idempotentRepository. For tests,
     * previews and approvals; what was approved is sent with bodyAs=MIME.
     */
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public boolean isEmbedImages() {
        return embedImages;
    }

    /**
     * Whether images that the html holds as data: URIs become inline parts of the mail, to which the html refers by cid:,
     * because most mail programs show no data: URIs. Taken are the src of img, and background;
     * base64 or percent-encoded, of any image type. url() in a style stays as it is, because mail programs look up no
     * cid: there. An image that stands there several times travels once. One that cannot be decoded fails the mail. Has no
     * effect on an Email and a MimeMessage.
     */
    public void setEmbedImages(boolean embedImages) {
        this.embedImages = embedImages;
    }

    public boolean isTextFromHtml() {
        return textFromHtml;
    }

    /**
     * Whether a mail with html and no text gets a text made of the html, for mail programs and filters that look at text:
     * paragraphs, lists, tables, links with their addresses, and what images say in place of themselves. Needs
     * org.jsoup:jsoup on the class path. Has no effect on an Email and a MimeMessage.
     */
    public void setTextFromHtml(boolean textFromHtml) {
        this.textFromHtml = textFromHtml;
    }
}
