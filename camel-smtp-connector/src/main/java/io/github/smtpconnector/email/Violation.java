// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import io.github.smtpconnector.outcome.Category;

/**
 * One problem with an input of a mail.
 *
 * @param category the kind
 * @param input where it was given, for instance {@code To} or {@code DynamicTo[2]}
 * @param problem what is wrong, without content
 */
record Violation(Category category, String input, String problem) {

    @Override
    public String toString() {
        return input + ": " + problem;
    }
}
