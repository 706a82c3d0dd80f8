// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

/** The server speaks TLS, and we do not yet, or no more. */
public final class TlsRecordException extends ProtocolException {

    private static final long serialVersionUID = 1L;

    TlsRecordException() {
        super("a TLS record instead of a reply");
    }
}
