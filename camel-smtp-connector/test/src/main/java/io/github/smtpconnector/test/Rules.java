// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import io.github.smtpconnector.testkit.SmtpTestSession;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a server demands of those who send, and what it does not take. */
final class Rules {

    private final boolean tlsFirst;
    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private volatile boolean loginFirst;
    private volatile long maxSize = Long.MAX_VALUE;
    private volatile int maxMails = Integer.MAX_VALUE;

    Rules(boolean tlsFirst) {
        this.tlsFirst = tlsFirst;
    }

    void demandLogin() {
        loginFirst = true;
    }

    void maxSize(long octets) {
        maxSize = octets;
    }

    void maxMails(int perConnection) {
        maxMails = perConnection;
    }

    void missing(String... keywords) {
        missing.addAll(List.of(keywords));
    }

    void offered(String keyword) {
        missing.remove(keyword);
    }

    /** Whether the step may be done; otherwise its reply was given. */
    boolean allow(Step step, SmtpTestSession session) throws IOException {
        String refusal =
                switch (step) {
                    // RFC 4954 section 6.
                    case AUTH -> tlsFirst && !session.isSecured() ? "538 5.7.11 encryption required" : "";
                    case MAIL -> refusalOfMail(session);
                    case CONTENT -> session.contentSize() > maxSize ? "552 5.3.4 the mail is too big" : "";
                    default -> "";
                };
        if (!refusal.isEmpty()) {
            session.write(refusal + "\r\n");
        }
        return refusal.isEmpty();
    }

    private String refusalOfMail(SmtpTestSession session) throws IOException {
        List<String> words =
                Arrays.asList(session.command().toUpperCase(Locale.ROOT).split(" ", -1));
        if (tlsFirst && !session.isSecured()) {
            // RFC 3207 section 4.
            return "530 5.7.0 say STARTTLS first";
        }
        if (loginFirst && !session.isLoggedIn()) {
            // RFC 4954 section 6.
            return "530 5.7.0 log in first";
        }
        if (session.times("MAIL") > maxMails) {
            // RFC 9422 section 4.1.
            return "451 4.5.3 too many mails over this connection";
        }
        if (missing.contains("SMTPUTF8") && words.contains("SMTPUTF8")) {
            return "555 5.5.4 SMTPUTF8 is not offered";
        }
        if (missing.contains("8BITMIME") && words.contains("BODY=8BITMIME")) {
            return "555 5.5.4 8BITMIME is not offered";
        }
        return words.stream().anyMatch(word -> word.matches("SIZE=\\d+") && Long.parseLong(word.substring(5)) > maxSize)
                // RFC 1870 section 6.1.
                ? "552 5.3.4 the mail is too big"
                : "";
    }
}
