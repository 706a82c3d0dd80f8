// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault.matrix;

/** Where in the dialogue something goes wrong, and what the server says there: rightly, wrongly and refusing. */
enum Step {
    CONNECT("connect", "", "", "", "", ""),
    GREETING("greeting", "GREETING", "220 test.example", "250 odd", "450 4.3.2 later", "554 5.7.1 no"),
    EHLO("EHLO", "EHLO", "250-test.example\r\n250 AUTH PLAIN", "354 odd", "451 4.3.0 later", "550 5.7.1 no"),
    STARTTLS("STARTTLS", "STARTTLS", "220 2.0.0 go", "250 odd", "454 4.7.0 later", "554 5.7.0 no"),
    HANDSHAKE("handshake", "HANDSHAKE", "250 2.0.0 in clear", "250 odd", "454 4.7.0 later", "554 5.7.0 no"),
    EHLO_AGAIN(
            "EHLO again", "EHLO", "250-test.example\r\n250 AUTH PLAIN", "354 odd", "451 4.3.0 later", "550 5.7.1 no"),
    AUTH("AUTH", "AUTH", "235 2.7.0 welcome", "250 odd", "454 4.7.0 later", "535 5.7.8 no"),
    MAIL("MAIL", "MAIL", "250 2.1.0 ok", "354 odd", "451 4.3.0 later", "550 5.7.1 no"),
    RCPT("RCPT", "RCPT", "250 2.1.5 ok", "354 odd", "450 4.2.1 later", "550 5.1.1 no"),
    DATA("DATA", "DATA", "354 go ahead", "250 odd", "451 4.3.0 later", "554 5.5.1 no"),
    BDAT("BDAT", "BDAT", "250 2.0.0 ok", "354 odd", "451 4.3.0 later", "554 5.5.1 no"),
    BODY("body", "BODY", "250 2.0.0 ok", "354 odd", "451 4.3.0 later", "554 5.6.0 no"),
    FINAL_REPLY("final reply", "CONTENT", "250 2.0.0 ok", "354 odd", "451 4.3.0 later", "554 5.7.1 no"),
    RSET("RSET", "RSET", "250 2.0.0 ok", "354 odd", "451 4.3.0 later", "500 5.5.2 no"),
    QUIT("QUIT", "QUIT", "221 2.0.0 bye", "250 odd", "451 4.3.0 later", "500 5.5.2 no");

    final String title;
    /** By which the test server knows it. */
    final String name;

    final String right;
    final String wrong;
    final String later;
    final String never;

    Step(String title, String name, String right, String wrong, String later, String never) {
        this.title = title;
        this.name = name;
        this.right = right;
        this.wrong = wrong;
        this.later = later;
        this.never = never;
    }

    /** Whether a connection is being opened, which has not carried any mail then. */
    boolean isOpening() {
        return compareTo(AUTH) <= 0;
    }

    boolean isSecuring() {
        return this == STARTTLS || this == HANDSHAKE || this == EHLO_AGAIN;
    }
}
