// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

import org.jspecify.annotations.Nullable;

/** Who logs in and what proves it. Equal logins share connections. Never prints what proves it. */
public sealed interface Login permits Credentials, TokenLogin {

    /** In whose name; null where the proof says it. */
    @Nullable
    String username();
}
