// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options that say what is made of an html. */
@UriParams
public abstract class HtmlOptions extends DeliveryOptions {

    @UriParam
    private boolean embedImages;

    @UriParam
    private boolean textFromHtml;

    public boolean isEmbedImages() {
        return embedImages;
    }

    /**
     * Whether images that the html holds as data: URIs become inline parts of the mail, to which the html refers by cid:,
     * because most mail programs show no data: URIs. Taken are the src of img, and background; base64 or
     * percent-encoded, of any image type. url() in a style stays as it is, because mail programs look up no cid: there. An
     * image that stands there several times travels once. One that cannot be decoded fails the mail. Has no effect on an Email and a MimeMessage.
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
