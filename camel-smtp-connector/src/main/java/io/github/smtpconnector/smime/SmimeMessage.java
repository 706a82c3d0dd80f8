// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import io.github.smtpconnector.mime.RenderedMessage;
import java.io.IOException;
import java.io.OutputStream;

/** A message whose entity is replaced by the protected one. */
final class SmimeMessage implements RenderedMessage {

    private final RenderedMessage message;
    private final byte[] outer;
    private final MimeEntity entity;

    SmimeMessage(RenderedMessage message, byte[] outer, MimeEntity entity) {
        this.message = message;
        this.outer = outer;
        this.entity = entity;
    }

    @Override
    public String messageId() {
        return message.messageId();
    }

    @Override
    public long size() {
        return outer.length + entity.size();
    }

    @Override
    public boolean isInMemory() {
        return message.isInMemory();
    }

    /** A signed entity has 7 bits, and so has base64. */
    @Override
    public boolean needs8Bit() {
        return false;
    }

    @Override
    public boolean needsUtf8() {
        return message.needsUtf8();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(outer);
        entity.writeTo(out);
    }
}
