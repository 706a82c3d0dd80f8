// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

/** The one account of the sink. It protects nothing: the sink listens on loopback and throws every mail away. */
public final class Account {
    public static final String HOST = "localhost";
    public static final String USERNAME = "bench";
    public static final String PASSWORD = "bench";

    private Account() {}
}
