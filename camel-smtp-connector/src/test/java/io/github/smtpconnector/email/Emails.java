// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

/** Mails to start from in tests. */
final class Emails {

    private Emails() {}

    /** A sender and a recipient. */
    static Email.Builder addressed() {
        return Email.builder().from("from@example.com").to("to@example.com");
    }

    /** A mail that could be sent. */
    static Email.Builder valid() {
        return addressed().text("text");
    }
}
