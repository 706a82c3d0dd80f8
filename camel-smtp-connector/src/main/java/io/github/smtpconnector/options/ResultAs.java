// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

/** Where the result of a send is written. */
public enum ResultAs {
    /** To headers; the body stays as it was. */
    HEADERS,
    /** To the body, as a map with nodemailer's names. */
    BODY,
    /** To headers and the body. */
    BOTH,
    /** To headers; the body becomes the mail as it was sent. */
    MIME
}
