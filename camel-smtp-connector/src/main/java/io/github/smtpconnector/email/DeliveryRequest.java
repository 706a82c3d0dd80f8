// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The delivery options of one mail. Immutable and checked; a mail without any has no such request.
 *
 * <p>Internal; may change.
 *
 * @param dsnNotify which notifications the server sends for each recipient; empty leaves it to the server, which
 *     reports failures
 * @param dsnReturn how much of the mail comes back with a notification, or null to leave it to the server
 * @param envelopeId the sender's own name for this mail, repeated in notifications, or null
 * @param requireTls whether each server may pass it on over verified TLS only (RFC 8689)
 * @param hold how long the server holds the mail before it sends it on, or null
 * @param deliverBy by when it must be delivered, or null
 */
public record DeliveryRequest(
        Set<Notify> dsnNotify,
        @Nullable DsnReturn dsnReturn,
        @Nullable String envelopeId,
        boolean requireTls,
        @Nullable Hold hold,
        @Nullable DeliverBy deliverBy) {

    /** RFC 3461 section 4.4, in characters on the wire. */
    private static final int LONGEST_ID = 100;

    /** RFC 3461 section 4.2. */
    private static final int LONGEST_ORIGINAL_RECIPIENT = 500;

    /**
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONTENT when a value cannot be written
     *     as an SMTP parameter
     */
    public DeliveryRequest {
        dsnNotify = dsnNotify.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(dsnNotify));
        checkNotify(dsnNotify);
        if (envelopeId != null) {
            checkEnvelopeId(envelopeId);
        }
    }

    /** Refuses NEVER beside another (RFC 3461 section 4.1). */
    public static void checkNotify(Set<Notify> dsnNotify) {
        if (dsnNotify.contains(Notify.NEVER) && dsnNotify.size() > 1) {
            throw Syntax.badContent("NEVER and something else exclude each other");
        }
    }

    /** Refuses an id that a notification could not repeat (RFC 3461 section 4.4). */
    public static void checkEnvelopeId(String id) {
        String refused = Characters.find(c -> c < ' ' || c > '~', id);
        if (refused != null) {
            throw Syntax.badContent(refused + " has no place here; only printable ASCII comes back in notifications");
        }
        int length = Xtext.of(id).length();
        if (id.isBlank() || length > LONGEST_ID) {
            throw Syntax.badContent("has " + length + " characters as the server is told it, and not 1 to " + LONGEST_ID
                    + "; blanks, plus and equals signs count three times");
        }
    }

    /** Whether no option is set. */
    public boolean isEmpty() {
        return !asksForDsn() && !requireTls && hold == null && deliverBy == null;
    }

    /** Whether it concerns delivery status notifications, so that the server must offer DSN. */
    public boolean asksForDsn() {
        return !dsnNotify.isEmpty() || dsnReturn != null || envelopeId != null;
    }

    /**
     * Whether it can still be met.
     *
     * @return null, or what is wrong with which input
     */
    @Nullable
    String impossibleAt(Instant now) {
        if (hold == null) {
            return null;
        }
        Instant end = hold.end(now);
        if (!end.isAfter(now)) {
            return "HoldUntil: is past; leave it out to have the mail sent now";
        }
        if (deliverBy != null && !now.plusSeconds(deliverBy.seconds()).isAfter(end)) {
            return "DeliverBy: ends before the mail is sent on; give more time, or a shorter HoldFor or HoldUntil";
        }
        return null;
    }

    /** The same without a hold that is over. */
    DeliveryRequest released(Instant now) {
        return hold == null || hold.end(now).isAfter(now)
                ? this
                : new DeliveryRequest(dsnNotify, dsnReturn, envelopeId, requireTls, null, deliverBy);
    }

    /** The parameters of the MAIL command, each after a blank. */
    public String mailParameters() {
        StringBuilder parameters = new StringBuilder(64);
        if (dsnReturn != null) {
            parameters.append(" RET=").append(dsnReturn);
        }
        if (envelopeId != null) {
            parameters.append(" ENVID=").append(Xtext.of(envelopeId));
        }
        if (requireTls) {
            parameters.append(" REQUIRETLS");
        }
        if (hold != null) {
            parameters.append(' ').append(hold);
        }
        if (deliverBy != null) {
            parameters.append(" BY=").append(deliverBy);
        }
        return parameters.toString();
    }

    /** The parameters that all recipients have in common. */
    @Override
    public String toString() {
        return (mailParameters() + notifyParameter()).strip();
    }

    /** The parameters of the RCPT command for this recipient, each after a blank. */
    public String recipientParameters(String recipient) {
        String wish = notifyParameter();
        return asksForDsn() && !dsnNotify.contains(Notify.NEVER) ? wish + originalRecipient(recipient) : wish;
    }

    private String notifyParameter() {
        return dsnNotify.isEmpty()
                ? ""
                : dsnNotify.stream().map(Notify::name).collect(Collectors.joining(",", " NOTIFY=", ""));
    }

    /** Empty when it would be too long; the notification then names the recipient of the envelope. */
    private static String originalRecipient(String recipient) {
        if (recipient.length() > LONGEST_ORIGINAL_RECIPIENT) {
            return "";
        }
        String address = Characters.areAll(Characters::isAscii, recipient)
                ? "rfc822;" + Xtext.of(recipient)
                : "utf-8;" + Xtext.ofUtf8(recipient);
        return address.length() > LONGEST_ORIGINAL_RECIPIENT ? "" : " ORCPT=" + address;
    }
}
