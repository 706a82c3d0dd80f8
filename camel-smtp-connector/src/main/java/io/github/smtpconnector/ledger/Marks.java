// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which recipients have got a mail, or may have, where these are not all: for each of them an octet that tells which, and
 * eight of the digest of key and address. So no address stands in the ledger.
 */
final class Marks {

    private static final byte SERVED = 'S';
    private static final byte DOUBTED = 'D';
    private static final int LENGTH = 1 + Long.BYTES;

    private final byte[] octets;

    private Marks(byte[] octets) {
        this.octets = octets;
    }

    /** The marks as they were written; null for none. */
    static @Nullable Marks read(byte @Nullable [] octets) {
        return octets == null ? null : new Marks(octets);
    }

    /** As they are written. */
    static byte @Nullable [] written(@Nullable Marks marks) {
        return marks == null ? null : marks.octets;
    }

    /** The marks of these recipients; null for none. */
    static @Nullable Marks of(String digest, List<String> served, List<String> doubted) {
        if (served.isEmpty() && doubted.isEmpty()) {
            return null;
        }
        ByteBuffer marks = ByteBuffer.allocate((served.size() + doubted.size()) * LENGTH);
        served.forEach(to -> marks.put(SERVED).putLong(mark(digest, to)));
        doubted.forEach(to -> marks.put(DOUBTED).putLong(mark(digest, to)));
        return new Marks(marks.array());
    }

    /** Those of the recipients that have it. */
    static List<String> served(@Nullable Marks marks, LedgerMail mail) {
        return among(marks, SERVED, mail);
    }

    /** Those of the recipients that may have it. */
    static List<String> doubted(@Nullable Marks marks, LedgerMail mail) {
        return among(marks, DOUBTED, mail);
    }

    /** The same without those in doubt. */
    static @Nullable Marks undoubted(@Nullable Marks marks) {
        if (marks == null) {
            return null;
        }
        ByteBuffer all = ByteBuffer.wrap(marks.octets);
        ByteBuffer kept = ByteBuffer.allocate(marks.octets.length);
        while (all.hasRemaining()) {
            byte kind = all.get();
            long mark = all.getLong();
            if (kind == SERVED) {
                kept.put(kind).putLong(mark);
            }
        }
        byte[] left = new byte[kept.position()];
        kept.flip().get(left);
        return left.length == 0 ? null : new Marks(left);
    }

    private static List<String> among(@Nullable Marks marks, byte kind, LedgerMail mail) {
        if (marks == null) {
            return List.of();
        }
        Set<Long> meant = new HashSet<>();
        ByteBuffer all = ByteBuffer.wrap(marks.octets);
        while (all.hasRemaining()) {
            boolean isMeant = all.get() == kind;
            long mark = all.getLong();
            if (isMeant) {
                meant.add(mark);
            }
        }
        return mail.recipients().stream()
                .filter(to -> meant.contains(mark(mail.digest(), to)))
                .toList();
    }

    private static long mark(String digest, String recipient) {
        try {
            byte[] octets = (digest + ' ' + recipient).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(octets))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
