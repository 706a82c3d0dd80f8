// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

/** What an address is for. */
public enum AddressField {
    FROM("From"),
    TO("To"),
    CC("Cc"),
    BCC("Bcc"),
    REPLY_TO("Reply-To"),
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
