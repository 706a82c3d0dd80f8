// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Calendar;
import java.util.Date;

/**
 * Reads a point in time, with the zone that is given. A text without a zone is refused: the machine's own must not matter,
 * and is rarely right. A value that is a mere point in time is in UTC.
 */
final class DateValue {

    private static final String FORM = "a text like 2026-11-01T12:00:00Z, a java.util.Date, or an Instant,"
            + " OffsetDateTime or ZonedDateTime belongs";

    private DateValue() {}

    /** By milliseconds, because a java.sql.Date knows no other way. */
    @SuppressWarnings("JavaUtilDate")
    static OffsetDateTime read(Object value) throws UnusableInputException {
        if (value instanceof Instant instant) {
            return utc(instant);
        }
        if (value instanceof Date date) {
            return utc(Instant.ofEpochMilli(date.getTime()));
        }
        if (value instanceof Calendar calendar) {
            return zoned(calendar);
        }
        if (value instanceof OffsetDateTime date) {
            return date;
        }
        if (value instanceof ZonedDateTime date) {
            return date.toOffsetDateTime();
        }
        if (value instanceof CharSequence text) {
            return parse(text.toString().strip());
        }
        throw new UnusableInputException("is " + Kind.of(value) + " where " + FORM);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** By the offset, because the zone of a calendar may be one that java.time does not know by name. */
    private static OffsetDateTime zoned(Calendar calendar) throws UnusableInputException {
        int offset = calendar.getTimeZone().getOffset(calendar.getTimeInMillis()) / 1000;
        try {
            return calendar.toInstant().atOffset(ZoneOffset.ofTotalSeconds(offset));
        } catch (DateTimeException e) {
            throw new UnusableInputException("has a zone more than 18 hours from UTC", e);
        }
    }

    private static OffsetDateTime parse(String text) throws UnusableInputException {
        try {
            return DateTimeFormatter.ISO_DATE_TIME.parse(text, OffsetDateTime::from);
        } catch (DateTimeException e) {
            throw new UnusableInputException("is no ISO-8601 date with time and zone where " + FORM, e);
        }
    }
}
