// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

/** What the message body is for. */
public enum BodyAs {
    /**
     * A map whose keys are all input fields, a JSON object of Jackson and an {@code Email} are inputs; a {@code
     * MimeMessage} is sent as it is; anything else is the text, unless Text or Html was given otherwise.
     */
    AUTO,
    /** The body is the plain text. */
    TEXT,
    /** The body is the html. */
    HTML,
    /** The body holds the inputs: a map, a JSON object or its text, or an {@code Email}. */
    INPUTS,
    /** The body is a {@code MimeMessage}, or the bytes of one, and is sent as it is. */
    MIME,
    /** The body has no effect. */
    IGNORE
}
