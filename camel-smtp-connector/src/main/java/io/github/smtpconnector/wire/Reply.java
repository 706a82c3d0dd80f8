// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Printable;
import io.github.smtpconnector.outcome.SmtpReply;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A reply as it was read, line by line.
 *
 * @param code between 200 and 599
 * @param lines the texts behind the code; at least one, perhaps empty
 */
record Reply(int code, List<String> lines) {

    boolean is(int expected) {
        return code == expected;
    }

    /** 421: the server closes the connection, whatever it was asked (RFC 5321 section 3.8). */
    boolean isClosing() {
        return code == 421;
    }

    /** One line for results and errors; the enhanced code, which servers repeat in each line, stands once. */
    SmtpReply toSmtpReply() {
        SmtpReply first = SmtpReply.of(code, Printable.escape(lines.get(0)));
        if (lines.size() == 1) {
            return first;
        }
        String text = lines.stream()
                .map(line -> SmtpReply.of(code, Printable.escape(line)).text())
                .collect(Collectors.joining(" "));
        return new SmtpReply(code, first.enhancedCode(), text);
    }
}
