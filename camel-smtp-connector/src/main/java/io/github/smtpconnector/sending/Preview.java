// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A mail as it would be sent. */
public final class Preview {

    private Preview() {}

    /**
     * The octets of the whole mail.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONTENT) when an attachment cannot be read
     */
    public static byte[] of(Attempt attempt) {
        RenderedMessage message = attempt.message();
        ByteArrayOutputStream octets = new ByteArrayOutputStream((int) Math.max(0, message.size()));
        try {
            message.writeTo(octets);
        } catch (IOException e) {
            Failure unread = Failure.permanent(Category.CONTENT, String.valueOf(e.getMessage()))
                    .causedBy(e);
            throw attempt.unsent(unread).toException();
        }
        return octets.toByteArray();
    }
}
