// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

/** The cause of a failure. The class of the exception, not the category, says whether trying later can help. */
public enum Category {
    /** An option, or a combination of options, that cannot work. */
    CONFIG,
    /** An address that cannot be read, a missing sender or a missing recipient. */
    ADDRESS_SYNTAX,
    /** An input other than an address that cannot be sent as it is, or an attachment that cannot be read. */
    CONTENT,
    /** The host name was not resolved. */
    DNS,
    /** The connection was refused, the server could not be reached, or it hung up instead of greeting. */
    CONNECT,
    /** The connection or the greeting did not come in time. */
    CONNECT_TIMEOUT,
    /** The connection could not be secured: STARTTLS absent or refused, certificate, name or handshake. */
    TLS,
    /** The server refused the login, or offers none that the connector can use. */
    AUTH,
    /** There was no access token to log in with, or the server refused it. */
    OAUTH_TOKEN,
    /** The mail needs a capability that the server does not offer. */
    CAPABILITY,
    /** The mail is too large for the server, or its storage is full. */
    SIZE,
    /** A 4yz reply: the same mail may work later. */
    TRANSIENT,
    /** A 5yz reply: the mail will not work as it is. */
    PERMANENT,
    /** All recipients were refused, or one was and the mail was to reach all of them or none. */
    RECIPIENTS_REJECTED,
    /** Some recipients got the mail and others were refused. */
    PARTIAL,
    /** The connection was lost before the end of the content was written. */
    DROPPED,
    /** A reply, or room to write, did not come in time, before the end of the content was written. */
    READ_TIMEOUT,
    /** The connection was lost, or the time was over, after the content and before the reply. */
    UNCERTAIN,
    /** A reply that is not SMTP, has no end or answers another question. */
    PROTOCOL,
    /** No connection became free in time. */
    POOL_EXHAUSTED,
    /** The sending rate allowed no turn in time. */
    RATE_LIMITED,
    /** The ledger or the idempotent repository could not be asked, and so nothing was sent. */
    REPOSITORY,
    /** Another sender is at the mail with this key at this moment, and so nothing was sent now. */
    BUSY,
    /** The component is being stopped. */
    SHUTDOWN
}
