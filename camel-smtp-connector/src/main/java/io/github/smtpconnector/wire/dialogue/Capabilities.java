// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import io.github.smtpconnector.outcome.Printable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the server said it can do (RFC 5321 section 4.1.1.1). Negotiated anew on each connection, and again after TLS;
 * never configured.
 */
public final class Capabilities {

    /** What a server has that answers HELO only. */
    public static final Capabilities NONE = new Capabilities(Map.of(), Set.of());

    /** RFC 4422 section 3.1. Nothing else is a mechanism, and what is none must not get into an error's text. */
    private static final Pattern SASL_NAME = Pattern.compile("[A-Z0-9_-]{1,20}");

    private final Map<String, String> extensions;
    private final Set<String> authMechanisms;
    private final long maxSize;
    private final Limits limits;

    private Capabilities(Map<String, String> extensions, Set<String> authMechanisms) {
        this.extensions = extensions;
        this.authMechanisms = authMechanisms;
        long size = number(extensions.getOrDefault("SIZE", ""));
        this.maxSize = size <= 0 ? Long.MAX_VALUE : size;
        this.limits = Limits.of(extensions.getOrDefault("LIMITS", ""));
    }

    /** Reads the lines of an EHLO reply; the first is the server's name. */
    public static Capabilities of(List<String> lines) {
        Map<String, String> extensions = new HashMap<>();
        Set<String> mechanisms = new LinkedHashSet<>();
        for (String line : lines.subList(1, lines.size())) {
            // "AUTH=PLAIN" is how servers older than RFC 2554 write it.
            String text = line.toUpperCase(Locale.ROOT)
                    .replaceFirst("^AUTH=", "AUTH ")
                    .strip();
            int blank = text.indexOf(' ');
            String keyword = blank < 0 ? text : text.substring(0, blank);
            String parameters = blank < 0 ? "" : text.substring(blank + 1).strip();
            if (keyword.equals("AUTH")) {
                Arrays.stream(parameters.split(" +", -1))
                        .filter(name -> SASL_NAME.matcher(name).matches())
                        .forEach(mechanisms::add);
            }
            extensions.put(keyword, parameters);
        }
        return new Capabilities(Map.copyOf(extensions), mechanisms);
    }

    /** Each as the server may have written it, {@code SIZE 1000} for instance, in alphabetical order. */
    public List<String> lines() {
        return extensions.entrySet().stream()
                .map(extension -> Printable.escape((extension.getKey() + " " + extension.getValue()).strip()))
                .sorted()
                .toList();
    }

    public boolean startTls() {
        return extensions.containsKey("STARTTLS");
    }

    /** RFC 2920. */
    public boolean pipelining() {
        return extensions.containsKey("PIPELINING");
    }

    /** RFC 3030. */
    public boolean chunking() {
        return extensions.containsKey("CHUNKING");
    }

    /** The same of a server that must not be sent chunks. */
    public Capabilities withoutChunking() {
        Map<String, String> others = new HashMap<>(extensions);
        others.remove("CHUNKING");
        return new Capabilities(Map.copyOf(others), authMechanisms);
    }

    /** RFC 6152. */
    public boolean eightBitMime() {
        return extensions.containsKey("8BITMIME");
    }

    /** RFC 6531, which needs 8BITMIME too. */
    public boolean smtpUtf8() {
        return extensions.containsKey("SMTPUTF8");
    }

    /** RFC 1870: whether the server wants to be told the size. */
    public boolean size() {
        return extensions.containsKey("SIZE");
    }

    /** The most octets the server takes, or {@link Long#MAX_VALUE} where it gave no limit. */
    public long maxSize() {
        return maxSize;
    }

    /** RFC 9422. */
    public Limits limits() {
        return limits;
    }

    public boolean auth() {
        return extensions.containsKey("AUTH");
    }

    /** The SASL mechanisms in upper case, in the server's order. */
    public Set<String> authMechanisms() {
        return authMechanisms;
    }

    /** Whether the server offers this extension, given in upper case. */
    public boolean has(String keyword) {
        return extensions.containsKey(keyword);
    }

    /** RFC 4865. */
    public FutureRelease futureRelease() {
        return FutureRelease.of(extensions.getOrDefault("FUTURERELEASE", ""));
    }

    /** The fewest seconds in which the server undertakes to deliver or to send back (RFC 2852 section 2); 0 for any. */
    public long leastDeliverBy() {
        String parameters = extensions.getOrDefault("DELIVERBY", "");
        int comma = parameters.indexOf(',');
        return Math.max(0, number(comma < 0 ? parameters : parameters.substring(0, comma)));
    }

    /** A limit above zero; anything else is none. */
    private static long limit(String digits) {
        long number = number(digits);
        return number <= 0 ? Long.MAX_VALUE : number;
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /**
     * What a server takes of its clients (LIMITS, RFC 9422 section 5); {@link Integer#MAX_VALUE} where it set no limit.
     *
     * @param mails transactions on one connection (MAILMAX)
     * @param recipients of one transaction (RCPTMAX)
     * @param domains of the recipients of one transaction (RCPTDOMAINMAX)
     */
    public record Limits(int mails, int recipients, int domains) {

        /** Reads what follows LIMITS; a value that is no number above zero limits nothing. */
        private static Limits of(String parameters) {
            int mails = Integer.MAX_VALUE;
            int recipients = Integer.MAX_VALUE;
            int domains = Integer.MAX_VALUE;
            for (String limit : parameters.split(" +", -1)) {
                int equals = limit.indexOf('=');
                int number = (int) Math.min(Integer.MAX_VALUE, limit(limit.substring(equals + 1)));
                switch (limit.substring(0, Math.max(0, equals))) {
                    case "MAILMAX" -> mails = number;
                    case "RCPTMAX" -> recipients = number;
                    case "RCPTDOMAINMAX" -> domains = number;
                    default -> {
                        // A limit that was registered later, or of no concern to us.
                    }
                }
            }
            return new Limits(mails, recipients, domains);
        }
    }

    /**
     * How long a server holds mail (RFC 4865 section 3).
     *
     * @param seconds at most
     * @param latest until when at most
     */
    public record FutureRelease(long seconds, Instant latest) {

        /** Reads what follows FUTURERELEASE; an unreadable value is no limit, and the server will say so itself. */
        private static FutureRelease of(String parameters) {
            String[] limits = parameters.split(" +", -1);
            return new FutureRelease(
                    limits.length < 1 ? Long.MAX_VALUE : limit(limits[0]),
                    limits.length < 2 ? Instant.MAX : time(limits[1]));
        }

        private static Instant time(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                return Instant.MAX;
            }
        }
    }
}
