// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dates as RFC 5322 section 3.3 writes them. */
public final class DateTimes {

    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private DateTimes() {}

    /** In UTC, so that the mail does not tell the zone of the machine. */
    static String format(Instant date) {
        // Instant.atOffset would make the rules of the zone anew for each mail.
        return format(LocalDateTime.ofEpochSecond(date.getEpochSecond(), 0, ZoneOffset.UTC), 0);
    }

    /** In the given zone, of whose offset the format writes hours and minutes. */
    static String format(OffsetDateTime date) {
        return format(date.toLocalDateTime(), date.getOffset().getTotalSeconds() / 60);
    }

    private static String format(LocalDateTime date, int minutes) {
        StringBuilder text = new StringBuilder(31);
        text.append(DAYS[date.getDayOfWeek().getValue() - 1]).append(", ").append(date.getDayOfMonth());
        text.append(' ').append(MONTHS[date.getMonthValue() - 1]).append(' ').append(date.getYear());
        twoDigits(text.append(' '), date.getHour());
        twoDigits(text.append(':'), date.getMinute());
        twoDigits(text.append(':'), date.getSecond());
        text.append(minutes < 0 ? " -" : " +");
        twoDigits(text, Math.abs(minutes) / 60);
        twoDigits(text, Math.abs(minutes) % 60);
        return text.toString();
    }

    /**
     * The time in the Date of a header, or null when there is none, or one that breaks the standard: other programs
     * would guess another time.
     *
     * @param header fields with their line ends
     */
    public static @Nullable Instant written(byte[] header) {
        List<byte[]> dates = new RelaxedHeader(header).fromBelow("date");
        if (dates.isEmpty()) {
            return null;
        }
        byte[] first = dates.get(dates.size() - 1);
        String text = new String(first, StandardCharsets.ISO_8859_1).substring("date:".length());
        int comment = text.indexOf('(');
        try {
            return Reading.FORMAT.parse((comment < 0 ? text : text.substring(0, comment)).strip(), Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static void twoDigits(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** Made when a date is read, which is rare. */
    private static final class Reading {

        static final DateTimeFormatter FORMAT =
                DateTimeFormatter.RFC_1123_DATE_TIME.withResolverStyle(ResolverStyle.STRICT);
    }
}
