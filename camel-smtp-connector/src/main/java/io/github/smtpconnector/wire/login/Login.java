// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

import org.jspecify.annotations.Nullable;

/** A user and the proof for it. Equal logins share connections. Never prints the proof. */
public sealed interface Login permits Credentials, TokenLogin {

    /** The name of the user; null where the proof says it. */
    @Nullable
    String username();
}
