// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

/** A login by password. Never prints it. */
public record Credentials(String username, String password) implements Login {

    @Override
    public String toString() {
        return "Credentials[xxxxxx]";
    }
}
