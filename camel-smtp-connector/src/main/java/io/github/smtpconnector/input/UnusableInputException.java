// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

/** An input that cannot be used; the message says why, without content. Becomes a violation with the input's name. */
public final class UnusableInputException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnusableInputException(String problem) {
        super(problem);
    }

    public UnusableInputException(String problem, Throwable cause) {
        super(problem, cause);
    }

    /** What is wrong. */
    String problem() {
        return String.valueOf(getMessage());
    }
}
