// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A message with signatures above it. A message that is not in memory is read again to be sent, and must be the same.
 */
final class SignedMessage extends WrappedMessage {

    private final DigestedMessage signed;
    private final Octets signatures;

    SignedMessage(RenderedMessage message, DigestedMessage signed, Octets signatures) {
        super(message);
        this.signed = signed;
        this.signatures = signatures;
    }

    /** Always known, because the message was read once. */
    @Override
    public long size() {
        return signatures.length() + signed.size();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        signatures.writeTo(out, 0, signatures.length());
        if (message.isInMemory()) {
            message.writeTo(out);
        } else if (!DigestedMessage.write(message, out).isSameAs(signed)) {
            throw new ContentException("a file of the mail changed after the mail was signed for DKIM");
        }
    }
}
