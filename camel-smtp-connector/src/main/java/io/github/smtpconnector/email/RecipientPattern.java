// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One pattern of allowed recipients. Local part and domain are matched separately and without quotes, so no quoted
 * local part can pass as a domain.
 */
record RecipientPattern(Wildcard localPart, Wildcard domain) {

    /** No address is longer (RFC 5321 section 4.5.3.1.3), and no domain has more labels, each with a {@code *} beside it. */
    private static final int LIMIT = 500;

    static RecipientPattern read(String pattern) {
        if (pattern.equals("*")) {
            return new RecipientPattern(new Wildcard("*"), new Wildcard("*"));
        }
        if (pattern.length() > LIMIT) {
            throw refused(pattern, "more than " + LIMIT + " characters");
        }
        int at = pattern.lastIndexOf('@');
        String localPart = pattern.substring(0, Math.max(at, 0));
        // With quotes a pattern could be read in two ways, so they are refused.
        if (!LocalPart.isDotString(localPart) || Characters.find(Characters::isHiddenOrSpace, localPart) != null) {
            throw refused(pattern, "no address, and no pattern like *@example.com");
        }
        try {
            return new RecipientPattern(
                    new Wildcard(lower(localPart)), new Wildcard(lower(domain(pattern.substring(at + 1)))));
        } catch (SmtpConnectorException e) {
            throw refused(pattern, String.valueOf(e.getMessage()));
        }
    }

    boolean matches(EmailAddress recipient) {
        return localPart.matches(lower(recipient.localPart())) && domain.matches(lower(recipient.domain()));
    }

    private static String domain(String domain) {
        if (!domain.contains("*")) {
            return Domain.toAscii(domain);
        }
        return Arrays.stream(domain.split("\\.", -1))
                .map(label -> label.contains("*") ? wildLabel(label) : Domain.labelToAscii(label))
                .collect(Collectors.joining("."));
    }

    private static String wildLabel(String label) {
        if (!Characters.areAll(c -> c == '*' || c == '-' || Characters.isAsciiLetterOrDigit(c), label)) {
            throw Syntax.badOption("only letters, digits and '-' can stand beside '*' in a domain");
        }
        return label;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static RuntimeException refused(String pattern, String problem) {
        return Syntax.badOption("the allowed recipient " + Syntax.excerpt(pattern) + ": " + problem);
    }
}
