// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.flight;

/** What the connection learns from a flight, in this order. */
public enum Lesson {
    /** The server forgot the mail before. */
    RESET_DONE,
    /** The server answered MAIL. */
    MAIL_ANSWERED,
    /** The server took the sender. */
    SENDER_TAKEN,
    /** The server hung up without a word, on a connection that had carried mail. */
    HUNG_UP,
    /** The server ended the connection instead of answering MAIL. */
    LEFT_AT_MAIL,
    /** A mail by BDAT was taken. */
    CHUNK_TAKEN,
    /** The server refused the chunk of a mail that it had refused. */
    CHUNK_REFUSED,
    /** The server does not know BDAT. */
    CHUNKS_UNKNOWN,
    /** A transaction was left open, so that the next must begin with RSET. */
    LEAVE_RESET
}
