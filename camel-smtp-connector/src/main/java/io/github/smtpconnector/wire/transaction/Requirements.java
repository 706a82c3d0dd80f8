// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.email.DeliveryRequest;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.wire.dialogue.Capabilities;
import org.jspecify.annotations.Nullable;

/** What a mail needs of a server, checked before anything of it is sent. */
final class Requirements {

    private Requirements() {}

    static boolean needsUtf8(Submission submission) {
        return submission.envelope().needsUtf8()
                || submission.payload().message().needsUtf8();
    }

    /**
     * The first need that is not met, or null.
     *
     * @param verified whether the line is secured and the server is who it should be
     */
    static @Nullable Failure unmet(Submission submission, Capabilities offered, boolean verified) {
        long size = submission.payload().size();
        if (size > offered.maxSize()) {
            return Failure.permanent(
                            Category.SIZE, "the mail has " + size + " octets and the server takes " + offered.maxSize())
                    .at(Phase.MAIL)
                    .withAdvice("Send less in one mail; attachments grow by a third");
        }
        boolean utf8 = needsUtf8(submission);
        if (utf8 && !offered.smtpUtf8()) {
            return Failure.permanent(
                            Category.CAPABILITY, "an address is not ASCII before the @ and the server has no SMTPUTF8")
                    .at(Phase.MAIL)
                    .withAdvice("Use an ASCII address, or a server that offers SMTPUTF8");
        }
        if ((utf8 || submission.payload().message().needs8Bit()) && !offered.eightBitMime()) {
            return Failure.permanent(Category.CAPABILITY, "the mail has 8-bit content and the server has no 8BITMIME")
                    .at(Phase.MAIL)
                    .withAdvice("Encode the parts of the message as quoted-printable or base64");
        }
        DeliveryRequest request = submission.envelope().request();
        return request == null ? null : DeliveryTerms.unmet(request, offered, verified);
    }
}
