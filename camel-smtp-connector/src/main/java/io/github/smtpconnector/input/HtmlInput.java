// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.html.HtmlText;
import io.github.smtpconnector.options.AllOptions;
import io.github.smtpconnector.outcome.Category;

/** Adds text and html to a mail, in this order, with what the options make of the html. */
final class HtmlInput {

    private final Email.Builder mail;
    private final AllOptions options;
    private boolean hasText;

    HtmlInput(Email.Builder mail, AllOptions options) {
        this.mail = mail;
        this.options = options;
    }

    void text(String text) {
        hasText = !text.isBlank();
        mail.text(text);
    }

    void html(String html) {
        mail.html(options.isEmbedImages() ? EmbeddedImages.moveTo(mail, html) : html);
        if (options.isTextFromHtml() && !hasText && !HtmlText.isReadable(html)) {
            mail.violation(
                    Category.CONTENT,
                    "Html",
                    "has a tag whose name is longer than 1000 characters, or more than 32 of the letters U+0130 and U+03A3"
                            + " without a blank, which textFromHtml does not read; correct the html, or give a text too");
        } else if (options.isTextFromHtml() && !hasText) {
            String text = HtmlText.of(html);
            if (!text.isEmpty()) {
                mail.text(text);
            }
        }
    }
}
