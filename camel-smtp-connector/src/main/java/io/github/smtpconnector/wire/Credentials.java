// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

/** A login. Never prints its password. */
public record Credentials(String username, String password) {

    @Override
    public String toString() {
        return "Credentials[xxxxxx]";
    }
}
