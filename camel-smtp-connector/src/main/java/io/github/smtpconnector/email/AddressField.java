// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

/**
 * What an address is for.
 *
 * <p>Internal; may change.
 */
public enum AddressField {
    FROM("From"),
    TO("To"),
    CC("Cc"),
    BCC("Bcc"),
    REPLY_TO("Reply-To"),
    /** The mailbox that sends in the name of the From mailbox (RFC 5322 section 3.6.2). */
    SENDER("Sender"),
    /** The address to tell that the mail was displayed (RFC 8098 section 2.1). */
    READ_RECEIPT_TO("Read-Receipt-To"),
    /** The return path for bounces (RFC 5321 section 4.1.1.2); the only field that takes {@code <>}. */
    ENVELOPE_FROM("Envelope-From");

    private final String title;

    AddressField(String title) {
        this.title = title;
    }

    /** The name as a reader of mail knows it. */
    public String title() {
        return title;
    }
}
