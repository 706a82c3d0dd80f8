// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

/** A message that is written in another way and is otherwise the same. */
abstract class WrappedMessage implements RenderedMessage {

    final RenderedMessage message;

    WrappedMessage(RenderedMessage message) {
        this.message = message;
    }

    @Override
    public final String messageId() {
        return message.messageId();
    }

    @Override
    public long size() {
        return message.size();
    }

    @Override
    public final boolean isInMemory() {
        return message.isInMemory();
    }

    @Override
    public final boolean needs8Bit() {
        return message.needs8Bit();
    }

    @Override
    public final boolean needsUtf8() {
        return message.needsUtf8();
    }
}
