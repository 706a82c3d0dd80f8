// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * Signs mails for a domain with DomainKeys Identified Mail (RFC 6376), relaxed in header and body, once with each key.
 * Immutable: equal arguments give equal signatures.
 */
public final class DkimSigner {

    /**
     * Fields that a reader sees. Each is signed once more often than it occurs, so that none can be added (section
     * 8.15).
     */
    private static final List<String> CLOSED =
            List.of("from", "reply-to", "subject", "date", "to", "cc", "mime-version", "content-type");

    /** Fields that are signed as often as they occur. Mailing lists and relays do not add these. */
    private static final List<String> SIGNED = List.of(
            "content-transfer-encoding",
            "content-disposition",
            "sender",
            "message-id",
            "in-reply-to",
            "references",
            "resent-date",
            "resent-from",
            "resent-sender",
            "resent-to",
            "resent-cc",
            "resent-message-id",
            "list-unsubscribe",
            "list-unsubscribe-post");

    private final String domain;
    private final List<DkimKey> keys;

    /**
     * A signer.
     *
     * @param domain in ASCII
     */
    public DkimSigner(String domain, List<DkimKey> keys) {
        this.domain = domain;
        this.keys = List.copyOf(keys);
    }

    /**
     * Signs a message. Reads it once, and neither changes it nor keeps it in memory.
     *
     * @param now the time that the signature states
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONTENT) when a source of it cannot be read
     */
    public RenderedMessage sign(RenderedMessage message, Instant now) {
        DigestedMessage mail = read(message);
        byte[] octets = mail.header();
        RelaxedHeader header = new RelaxedHeader(octets);
        List<String> names = new ArrayList<>();
        ByteArrayOutputStream fields = new ByteArrayOutputStream(octets.length);
        for (String name : CLOSED) {
            add(header.fromBelow(name), name, names, fields);
            names.add(name);
        }
        for (String name : SIGNED) {
            add(header.fromBelow(name), name, names, fields);
        }
        Octets signatures = new Octets(1024 * keys.size());
        for (DkimKey key : keys) {
            write(key, names, fields.toByteArray(), mail.bodyHash(), now, signatures);
        }
        return new SignedMessage(message, mail, signatures);
    }

    private static DigestedMessage read(RenderedMessage message) {
        try {
            return DigestedMessage.write(message, OutputStream.nullOutputStream());
        } catch (IOException | RuntimeException e) {
            throw ContentException.asFailure(e);
        }
    }

    private static void add(List<byte[]> fields, String name, List<String> names, ByteArrayOutputStream signed) {
        names.addAll(Collections.nCopies(fields.size(), name));
        for (byte[] field : fields) {
            signed.writeBytes(field);
            signed.write('\r');
            signed.write('\n');
        }
    }

    private void write(
            DkimKey key, List<String> names, byte[] fields, byte[] bodyHash, Instant now, Octets signatures) {
        Octets field = new Octets(1024);
        HeaderWriter header = new HeaderWriter(field).field("DKIM-Signature");
        header.word("v=1;").word("a=" + key.algorithm() + ";").word("c=relaxed/relaxed;");
        header.word("d=" + domain + ";").word("s=" + key.selector() + ";");
        header.word("t=" + now.getEpochSecond() + ";");
        writeNames(header, names);
        header.word("bh=" + Base64.getEncoder().encodeToString(bodyHash) + ";").word("b=");
        // The field itself is signed last, without its signature and line end (section 3.7).
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(fields);
        data.writeBytes(RelaxedHeader.relax(field.toByteArray(), 0, field.length()));
        writeBroken(header, Base64.getEncoder().encodeToString(key.sign(data.toByteArray())));
        header.end();
        signatures.add(field.toByteArray(), 0, field.length());
    }

    private static void writeNames(HeaderWriter header, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i) + (i == names.size() - 1 ? ";" : ":");
            if (i == 0) {
                header.word("h=" + name);
            } else if (name.length() <= header.room()) {
                header.glue(name);
            } else {
                header.word(name);
            }
        }
    }

    /** Base64 may be broken anywhere. */
    private static void writeBroken(HeaderWriter header, String base64) {
        int at = 0;
        while (at < base64.length()) {
            int room = header.room();
            int end = Math.min(base64.length(), at + (room > 0 ? room : HeaderWriter.LINE - 2));
            String piece = base64.substring(at, end);
            if (room > 0) {
                header.glue(piece);
            } else {
                header.word(piece);
            }
            at = end;
        }
    }
}
