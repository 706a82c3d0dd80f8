// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.Attachment;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A mail composed by us: in memory except for the files, which are read and encoded each time it is written. */
final class ComposedMessage implements RenderedMessage {

    /** A file whose octets belong at a place in the text. */
    record File(int offset, Attachment attachment) {

        long size() {
            return attachment.content().size();
        }
    }

    private final String messageId;
    private final boolean needsUtf8;
    private final Octets text;
    private final List<File> files;
    private final long size;

    ComposedMessage(String messageId, boolean needsUtf8, Octets text, List<File> files) {
        this.messageId = messageId;
        this.needsUtf8 = needsUtf8;
        this.text = text;
        this.files = files;
        this.size = size(text, files);
    }

    private static long size(Octets text, List<File> files) {
        long size = text.length();
        for (File file : files) {
            if (file.size() < 0) {
                return -1;
            }
            size += Base64Lines.length(file.size());
        }
        return size;
    }

    @Override
    public String messageId() {
        return messageId;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isInMemory() {
        return files.isEmpty();
    }

    @Override
    public boolean needs8Bit() {
        return false;
    }

    @Override
    public boolean needsUtf8() {
        return needsUtf8;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        int written = 0;
        if (!files.isEmpty()) {
            Base64Lines lines = new Base64Lines(largest());
            for (File file : files) {
                text.writeTo(out, written, file.offset());
                written = file.offset();
                try (Source source = Source.open(
                        file.attachment().fileName(), file.attachment().content())) {
                    lines.copy(source, out);
                }
            }
        }
        text.writeTo(out, written, text.length());
    }

    private long largest() {
        long largest = 0;
        for (File file : files) {
            if (file.size() < 0) {
                return -1;
            }
            largest = Math.max(largest, file.size());
        }
        return largest;
    }
}
