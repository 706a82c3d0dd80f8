// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.EmailAddress;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link MimeMessage} that a route composed, as it goes over the wire. The message itself is never changed, not even
 * saved. It is written once beforehand, because its size and whether it holds octets above 127 must be known before the
 * first command. The result is kept when it is small; a large message is written again. Of a message that was read and
 * then changed, the changes are sent when {@code saveChanges} was called, as Jakarta Mail demands.
 */
public final class PreparedMessage implements RenderedMessage {

    /** Fields that receivers must not see, or that are not true any more. */
    private static final List<String> NEVER_SENT = List.of("bcc", "resent-bcc", "return-path", "content-length");

    private static final int LARGEST_KEPT = 64 * 1024;

    private final MimeMessage message;
    private final List<String> added;
    private final String messageId;
    private final long size;
    private final boolean needs8Bit;
    private final boolean needsUtf8;
    private final byte @Nullable [] kept;

    private PreparedMessage(
            MimeMessage message, @Nullable EmailAddress fromIfMissing, String messageIdIfMissing, Instant dateIfMissing)
            throws MessagingException, IOException {
        this.message = message;
        this.added = new ArrayList<>();
        if (fromIfMissing != null && message.getHeader("From") == null) {
            added.add(from(fromIfMissing));
        }
        if (message.getHeader("Date") == null) {
            added.add("Date: " + DateTimes.format(dateIfMissing));
        }
        String id = message.getHeader("Message-ID", null);
        if (id == null) {
            added.add("Message-ID: " + messageIdIfMissing);
        }
        if (message.getHeader("MIME-Version") == null) {
            added.add("MIME-Version: 1.0");
        }
        this.messageId = id == null ? messageIdIfMissing : id.strip();
        Kept copy = new Kept();
        WireOutput trial = write(copy, Long.MAX_VALUE);
        this.size = trial.total();
        this.needs8Bit = trial.needs8Bit();
        this.needsUtf8 = trial.needsUtf8();
        this.kept = copy.octets == null ? null : copy.octets.toByteArray();
    }

    /**
     * Prepares a message.
     *
     * @param fromIfMissing the author, or null to add no such field; every mail needs one (RFC 5322 section 3.6)
     * @param messageIdIfMissing in angle brackets
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONTENT) when it cannot be read, or holds what
     *     cannot be sent: a NUL, a line over 998 octets, a header with a line break
     */
    public static PreparedMessage render(
            MimeMessage message,
            @Nullable EmailAddress fromIfMissing,
            String messageIdIfMissing,
            Instant dateIfMissing) {
        try {
            return new PreparedMessage(message, fromIfMissing, messageIdIfMissing, dateIfMissing);
        } catch (MessagingException | IOException e) {
            String problem = e instanceof ContentException ? e.getMessage() : "the MimeMessage cannot be read: " + e;
            throw Failure.permanent(Category.CONTENT, String.valueOf(problem))
                    .causedBy(e)
                    .toException();
        }
    }

    private static String from(EmailAddress sender) {
        Octets field = new Octets(80);
        AddressFields.write(new HeaderWriter(field), "From", List.of(sender));
        return new String(field.toByteArray(), StandardCharsets.UTF_8).stripTrailing();
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
        return kept != null;
    }

    @Override
    public boolean needs8Bit() {
        return needs8Bit;
    }

    @Override
    public boolean needsUtf8() {
        return needsUtf8;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (kept != null) {
            out.write(kept);
            return;
        }
        long written = write(out, size).total();
        if (written < size) {
            throw new ContentException(
                    "the MimeMessage changed while being sent: it had " + size + " octets, now " + written);
        }
    }

    private WireOutput write(OutputStream out, long most) throws IOException {
        WireOutput wire = new WireOutput(out, most);
        try {
            new PartWriter(wire).write(message, NEVER_SENT, added);
            wire.finish();
            return wire;
        } catch (WireOutput.LineException e) {
            throw e.failure();
        } catch (ContentException e) {
            throw e;
        } catch (MessagingException | IOException | RuntimeException e) {
            throw new ContentException("the MimeMessage cannot be read: " + ContentException.told(e), e);
        }
    }

    /** Keeps a small message, and drops one that grows too large. */
    private static final class Kept extends OutputStream {

        private @Nullable Octets octets = new Octets(4096);

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] more, int from, int count) {
            if (octets != null) {
                octets = octets.length() + count > LARGEST_KEPT ? null : octets.add(more, from, from + count);
            }
        }
    }
}
