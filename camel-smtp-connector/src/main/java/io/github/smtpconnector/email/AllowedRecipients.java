// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.Arrays;
import java.util.List;

/**
 * Which recipients a mail may have at all; everybody unless patterns say otherwise. Immutable.
 *
 * <p>Internal; may change.
 */
public final class AllowedRecipients {

    private static final AllowedRecipients ALL = of("*");

    private final List<RecipientPattern> patterns;

    private AllowedRecipients(List<RecipientPattern> patterns) {
        this.patterns = patterns;
    }

    /** Everybody. */
    public static AllowedRecipients all() {
        return ALL;
    }

    /**
     * Who matches one of the patterns, which are separated by comma or semicolon: an address, or one with {@code *} for
     * any characters, dots included, as {@code *@example.com} or {@code ops-*@*.example.com}; {@code *} alone is
     * everybody. Upper and lower case are one.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONFIG for a pattern that no address can
     *     match, and for no pattern at all
     */
    public static AllowedRecipients of(String patterns) {
        List<RecipientPattern> read = Arrays.stream(patterns.split("[,;]", -1))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .map(RecipientPattern::read)
                .toList();
        if (read.isEmpty()) {
            throw Syntax.badOption("a list of allowed recipients without a pattern; write * to allow everybody");
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
