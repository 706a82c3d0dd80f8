// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.headers.InputHeaders;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.sending.IdempotencyKey;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Reads what a route calls a mail, so that it is sent once. A header only: a foreign body must not suppress a mail. */
final class KeyInput {

    private static final int LONGEST = 255;

    private KeyInput() {}

    /**
     * The key of a mail, or null for none.
     *
     * @param mail is told what is wrong: no mail is sent with a bad key
     * @param memory the option by which keys have an effect, or null where they have none
     */
    static @Nullable IdempotencyKey read(Message message, Email.Builder mail, @Nullable String memory) {
        String problem;
        try {
            String key = key(JsonValues.plain(message.getHeader(InputHeaders.IDEMPOTENCY_KEY)));
            if ((key == null) == (memory == null)) {
                return key == null ? null : IdempotencyKey.of(key);
            }
            problem = memory != null
                    ? "is missing; with " + memory + " every mail needs the header " + InputHeaders.IDEMPOTENCY_KEY
                    : "has no effect without the option idempotentRepository or ledger; set one, or remove the header";
        } catch (UnusableInputException e) {
            problem = e.problem();
        }
        mail.violation(Category.CONTENT, "IdempotencyKey", problem);
        return null;
    }

    private static @Nullable String key(@Nullable Object given) throws UnusableInputException {
        if (given == null) {
            return null;
        }
        if (!(given instanceof CharSequence)) {
            throw new UnusableInputException("is " + Kind.of(given) + " where a text belongs");
        }
        String key = given.toString();
        if (key.isBlank()) {
            throw new UnusableInputException("is blank");
        }
        if (key.length() > LONGEST) {
            throw new UnusableInputException("has " + key.length() + " characters, more than " + LONGEST);
        }
        if (key.chars().anyMatch(Character::isISOControl)) {
            throw new UnusableInputException("holds a control character");
        }
        return key;
    }
}
