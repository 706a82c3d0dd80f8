// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import io.github.smtpconnector.outcome.Printable;
import io.github.smtpconnector.outcome.SmtpReply;
import java.util.List;

/**
 * A reply as it was read, line by line.
 *
 * @param code between 200 and 599
 * @param lines the texts behind the code; at least one, perhaps empty
 */
public record Reply(int code, List<String> lines) {

    private static final int LONGEST_TEXT = 1000;

    public boolean is(int expected) {
        return code == expected;
    }

    /** 421: the server closes the connection, whatever it was asked (RFC 5321 section 3.8). */
    public boolean isClosing() {
        return code == 421;
    }

    /**
     * One line for results and errors; the enhanced code, which servers repeat in each line, stands once. A long text
     * is cut off: a result keeps one for each recipient.
     */
    public SmtpReply toSmtpReply() {
        SmtpReply first = SmtpReply.of(code, Printable.escape(lines.get(0)));
        if (lines.size() == 1 && first.text().length() <= LONGEST_TEXT) {
            return first;
        }
        StringBuilder text = new StringBuilder(first.text());
        for (int i = 1; i < lines.size() && text.length() <= LONGEST_TEXT; i++) {
            text.append(' ')
                    .append(SmtpReply.of(code, Printable.escape(lines.get(i))).text());
        }
        if (text.length() > LONGEST_TEXT) {
            text.setLength(LONGEST_TEXT);
            text.append("...");
        }
        return new SmtpReply(code, first.enhancedCode(), text.toString());
    }
}
