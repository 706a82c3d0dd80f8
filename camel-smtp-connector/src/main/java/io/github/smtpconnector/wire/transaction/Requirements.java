// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.email.DeliverBy;
import io.github.smtpconnector.email.DeliveryRequest;
import io.github.smtpconnector.email.Hold;
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
     * @param verified whether the line is secured and the server is the right one
     */
    static @Nullable Failure unmet(Submission submission, Capabilities offered, boolean verified) {
        long size = submission.payload().size();
        if (size > offered.maxSize()) {
            return Failure.permanent(
                            Category.SIZE,
                            "the size of the mail is " + size + " octets and the server takes " + offered.maxSize())
                    .at(Phase.MAIL)
                    .withAdvice("Send less in one mail; attachments grow by a third");
        }
        boolean utf8 = needsUtf8(submission);
        if (utf8 && !offered.smtpUtf8()) {
            return withoutUtf8(submission).at(Phase.MAIL);
        }
        if (utf8 && !offered.eightBitMime()) {
            // RFC 6531 section 3.1: a server that offers the one must offer the other.
            return Failure.permanent(
                            Category.CAPABILITY,
                            "the mail needs SMTPUTF8, which the server offers without 8BITMIME, that goes with it")
                    .at(Phase.MAIL)
                    .withAdvice("The server is at fault: use ASCII in addresses and headers, or another server");
        }
        if (submission.payload().message().needs8Bit() && !offered.eightBitMime()) {
            return Failure.permanent(Category.CAPABILITY, "the mail has 8-bit content and the server has no 8BITMIME")
                    .at(Phase.MAIL)
                    .withAdvice("Encode the parts of the message as quoted-printable or base64");
        }
        DeliveryRequest request = submission.envelope().request();
        return request == null ? null : unmetWish(request, offered, verified);
    }

    private static Failure withoutUtf8(Submission submission) {
        if (submission.envelope().needsUtf8()) {
            return missing("an address is not ASCII before the @", "SMTPUTF8")
                    .withAdvice("Use an ASCII address, or a server that offers SMTPUTF8");
        }
        return missing("a header of the message is not ASCII", "SMTPUTF8")
                .withAdvice("Encode the headers of the message (RFC 2047), or use a server that offers SMTPUTF8");
    }

    /** The first wish beyond being delivered that the server cannot meet, or null. */
    private static @Nullable Failure unmetWish(DeliveryRequest request, Capabilities offered, boolean verified) {
        Failure unmet = null;
        if (request.asksForDsn() && !offered.has("DSN")) {
            unmet = missing("delivery status notifications are asked for", "DSN")
                    .withAdvice("Leave out dsnNotify, dsnReturn and envelopeId, or use a server that offers DSN");
        } else if (request.requireTls()) {
            unmet = requireTls(offered, verified);
        }
        Hold hold = request.hold();
        if (unmet == null && hold != null) {
            unmet = hold(hold, offered);
        }
        DeliverBy deliverBy = request.deliverBy();
        if (unmet == null && deliverBy != null) {
            unmet = deliverBy(deliverBy, offered);
        }
        return unmet == null ? null : unmet.at(Phase.MAIL);
    }

    /** RFC 8689 section 4.2.1. */
    private static @Nullable Failure requireTls(Capabilities offered, boolean verified) {
        if (!verified) {
            return Failure.permanent(
                            Category.TLS, "requireTls is demanded and the line to the server is not verified TLS")
                    .withAdvice("Set useTls=true and ignoreSelfSignedCertificates=false, or leave out requireTls");
        }
        if (!offered.has("REQUIRETLS")) {
            return missing("requireTls is demanded", "REQUIRETLS")
                    .withAdvice(
                            "Leave out requireTls, which useTls does not need, or use a server that offers REQUIRETLS");
        }
        return null;
    }

    /** RFC 4865 section 4. */
    private static @Nullable Failure hold(Hold hold, Capabilities offered) {
        if (!offered.has("FUTURERELEASE")) {
            return missing("the mail is to be held", "FUTURERELEASE")
                    .withAdvice("Leave out holdFor and holdUntil, or use a server that offers FUTURERELEASE");
        }
        String limit = exceeded(hold, offered.futureRelease());
        return limit == null
                ? null
                : Failure.permanent(Category.CAPABILITY, hold + " is more than the server allows, which is " + limit)
                        .withAdvice("Hold it for a shorter time");
    }

    /** The limit that is too small for this, or null. */
    private static @Nullable String exceeded(Hold hold, Capabilities.FutureRelease most) {
        if (hold instanceof Hold.For span) {
            return span.seconds() > most.seconds() ? most.seconds() + " seconds" : null;
        }
        return ((Hold.Until) hold).time().isAfter(most.latest()) ? "until " + most.latest() : null;
    }

    /** RFC 2852 section 3: the minimum is for those that are to come back. */
    private static @Nullable Failure deliverBy(DeliverBy wish, Capabilities offered) {
        if (!offered.has("DELIVERBY")) {
            return missing("the mail has a deliverBy", "DELIVERBY")
                    .withAdvice("Leave out deliverBy, or use a server that offers DELIVERBY");
        }
        long least = offered.leastDeliverBy();
        return wish.mode() == DeliverBy.Mode.N || wish.seconds() >= least
                ? null
                : Failure.permanent(
                                Category.CAPABILITY,
                                "deliverBy is " + wish.seconds() + " seconds and the server wants at least " + least)
                        .withAdvice("Give it more time, or N instead of R");
    }

    private static Failure missing(String wish, String extension) {
        return Failure.permanent(Category.CAPABILITY, wish + " and the server has no " + extension);
    }
}
