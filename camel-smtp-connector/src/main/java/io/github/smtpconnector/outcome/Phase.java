// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

/** How far the dialogue with the server had come (RFC 5321 section 3). */
public enum Phase {
    /** Looking up the host name. */
    RESOLVE,
    /** Opening the TCP connection. */
    CONNECT,
    /** Waiting for the server's first reply. */
    GREETING,
    /** Asking for the server's capabilities. */
    EHLO,
    /** Securing the connection, whether by STARTTLS or from the first byte. */
    STARTTLS,
    /** Logging in. */
    AUTH,
    /** Naming the reverse-path; nothing has been handed over. */
    MAIL,
    /** Naming the recipients; nothing has been handed over. */
    RCPT,
    /** Asking leave to send the content. */
    DATA,
    /** Sending the content; a server that did not get its end must not deliver it. */
    BODY,
    /** The content is complete on its way; only the reply tells whether the server took it. */
    FINAL_REPLY
}
