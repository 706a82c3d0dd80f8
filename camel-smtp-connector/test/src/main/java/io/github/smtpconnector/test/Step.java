// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import java.util.List;

/** What a server does for a mail, step by step (RFC 5321 section 3). */
public enum Step {

    /** It says 220, once it is connected. */
    GREETING("GREETING"),

    /** It says what it can do. */
    EHLO("EHLO", "HELO"),

    /** It agrees to go on in TLS. */
    STARTTLS("STARTTLS"),

    /** It lets a user in. */
    AUTH("AUTH"),

    /** It hears who sends. */
    MAIL("MAIL"),

    /** It hears of one recipient. */
    RCPT("RCPT"),

    /** It agrees to take the content, by DATA or by a chunk of BDAT (RFC 3030). */
    DATA("DATA", "BDAT"),

    /** It has all of the content, and says what comes of the mail. */
    CONTENT("CONTENT"),

    /** It forgets the mail that was begun. */
    RSET("RSET"),

    /** It does nothing. */
    NOOP("NOOP"),

    /** It says goodbye. */
    QUIT("QUIT");

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> names;

    Step(String... names) {
        this.names = List.of(names);
    }

    /** As the server underneath calls it. */
    List<String> names() {
        return names;
    }
}
