// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.Arrays;
import java.util.List;

/**
 * The recipients that a mail may have. Without patterns every recipient is allowed. Immutable.
 *
 * <p>Internal; may change.
 */
public final class AllowedRecipients {

    private static final AllowedRecipients ALL = of("*");

    private final List<RecipientPattern> patterns;

    private AllowedRecipients(List<RecipientPattern> patterns) {
        this.patterns = patterns;
    }

    /** Allows every recipient. */
    public static AllowedRecipients all() {
        return ALL;
    }

    /**
     * Allows the recipients that match a pattern. Patterns are separated by comma or semicolon. A pattern is an address
     * in which {@code *} stands for any characters, dots included, as in {@code *@example.com} or {@code
     * ops-*@*.example.com}; {@code *} alone allows every recipient. Case does not matter.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONFIG for a pattern that no address
     *     can match, and for no pattern at all
     */
    public static AllowedRecipients of(String patterns) {
        List<RecipientPattern> read = Arrays.stream(patterns.split("[,;]", -1))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .map(RecipientPattern::read)
                .toList();
        if (read.isEmpty()) {
            throw Syntax.badOption("a list of allowed recipients without a pattern; write * to allow all");
        }
        return new AllowedRecipients(read);
    }

    /** Whether a mail may go to this address. */
    public boolean allows(EmailAddress recipient) {
        for (RecipientPattern pattern : patterns) {
            if (pattern.matches(recipient)) {
                return true;
            }
        }
        return false;
    }
}
