// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import io.github.smtpconnector.mime.ContentException;
import io.github.smtpconnector.mime.RenderedMessage;
import java.io.IOException;
import java.io.OutputStream;

/** A message whose source fails after so many octets. */
record BreakingMessage(int octets, long size) implements RenderedMessage {

    static BreakingMessage after(int octets, boolean knownSize) {
        return new BreakingMessage(octets, knownSize ? octets + 1000 : -1);
    }

    @Override
    public String messageId() {
        return "<breaking@test.example>";
    }

    @Override
    public boolean needs8Bit() {
        return false;
    }

    @Override
    public boolean needsUtf8() {
        return false;
    }

    @Override
    public boolean isInMemory() {
        return false;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(new byte[octets]);
        throw new ContentException("the attachment report.pdf cannot be read", new IOException("disk gone"));
    }
}
