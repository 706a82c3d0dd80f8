// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.testkit.ReceivedMail;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One of the mails of a soak. The number decides everything about it, and no two mails have a recipient in common but
 * the one whom the server refuses.
 */
record SoakMail(int number, Kind kind) {

    /** Whom {@link PostfixServer} refuses. */
    static final String REFUSED = "refused@example.com";

    /** What there is to go wrong. */
    enum Kind {
        SMALL,
        /** More than goes into one flight or chunk. */
        LARGE,
        /** Lines in 8-bit characters, and lines that begin with dots. */
        EIGHT_BIT,
        /** To several, among them one whom the server refuses. */
        REFUSED,
        /** To more than the server takes in one transaction. */
        SPLIT,
        /** More octets than the server takes. */
        TOO_LARGE
    }

    /** The share of each kind in twenty mails. */
    private static final List<Kind> MIX = List.of(
            Kind.SMALL,
            Kind.EIGHT_BIT,
            Kind.SMALL,
            Kind.REFUSED,
            Kind.SMALL,
            Kind.LARGE,
            Kind.SMALL,
            Kind.SPLIT,
            Kind.SMALL,
            Kind.EIGHT_BIT,
            Kind.SMALL,
            Kind.SMALL,
            Kind.REFUSED,
            Kind.SMALL,
            Kind.SMALL,
            Kind.EIGHT_BIT,
            Kind.SMALL,
            Kind.SMALL,
            Kind.TOO_LARGE,
            Kind.SMALL);

    static SoakMail of(int number) {
        return new SoakMail(number, MIX.get(number % MIX.size()));
    }

    /** Whether those whom the server takes get the mail when it refuses another. */
    boolean sendsAccepted() {
        return number / MIX.size() % 2 == 0;
    }

    /** All envelope recipients. */
    List<String> recipients() {
        List<String> recipients = new ArrayList<>(IntStream.range(0, wanted())
                .mapToObj(i -> "mail" + number + "-" + i + "@example.com")
                .toList());
        if (kind == Kind.REFUSED) {
            recipients.add(number % 3, REFUSED);
        }
        return recipients;
    }

    private int wanted() {
        return switch (kind) {
            case REFUSED -> 2;
            case SPLIT -> PostfixServer.FEW_RECIPIENTS + 2;
            default -> 1;
        };
    }

    String subject() {
        return "Soak " + number;
    }

    String text() {
        return switch (kind) {
            case EIGHT_BIT -> "Příliš žluťoučký kůň\n.\n..\n日本語 ".repeat(1 + number % 30) + number;
            case LARGE -> "As attached: " + number;
            case TOO_LARGE -> "0123456789 ".repeat(PostfixServer.MEDIUM_SIZE / 10);
            default -> "Hello " + number;
        };
    }

    private byte[] file() {
        Random random = new Random(number);
        byte[] octets = new byte[20_000 + random.nextInt(PostfixServer.MEDIUM_SIZE / 2)];
        random.nextBytes(octets);
        return octets;
    }

    /** The inputs, without their prefix. */
    Map<String, Object> inputs() {
        return Map.of(
                "From", "sender" + number % 7 + "@example.com",
                "BccJson", recipients(),
                "Subject", subject(),
                "Text", text(),
                "Attachments", kind == Kind.LARGE ? Map.of("file.bin", file()) : Map.of());
    }

    /** The number of a mail that arrived. */
    static int number(ReceivedMail received) {
        return Integer.parseInt(String.valueOf(received.header("Subject")).replace("Soak ", ""));
    }

    /** Whether this mail arrived as it was sent, and whole. */
    boolean isIntactIn(ReceivedMail received) {
        boolean fileIntact = kind != Kind.LARGE
                || (received.attachments().size() == 1
                        && Arrays.equals(file(), received.attachments().get(0).bytes()));
        return fileIntact
                && text().equals(String.valueOf(received.text())
                        .replace("\r\n", "\n")
                        .stripTrailing());
    }
}
