// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Calendar;
import java.util.Date;

/** Reads a point in time. One without a zone is refused: the machine's own must not matter, and is rarely right. */
final class DateValue {

    private static final String FORM = "a text like 2026-11-01T12:00:00Z, a java.util.Date, or an Instant,"
            + " OffsetDateTime or ZonedDateTime belongs";

    private DateValue() {}

    /** By milliseconds, because a java.sql.Date knows no other way. */
    @SuppressWarnings("JavaUtilDate")
    static Instant read(Object value) throws UnusableInputException {
        if (value instanceof Instant instant) {
            return instant;
        }
        if (value instanceof Date date) {
            return Instant.ofEpochMilli(date.getTime());
        }
        if (value instanceof Calendar calendar) {
            return calendar.toInstant();
        }
        if (value instanceof OffsetDateTime date) {
            return date.toInstant();
        }
        if (value instanceof ZonedDateTime date) {
            return date.toInstant();
        }
        if (value instanceof CharSequence text) {
            return parse(text.toString().strip());
        }
        throw new UnusableInputException("is " + Kind.of(value) + " where " + FORM);
    }

    private static Instant parse(String text) throws UnusableInputException {
        try {
            return DateTimeFormatter.ISO_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeParseException e) {
            throw new UnusableInputException("is no ISO-8601 date with time and zone where " + FORM, e);
        }
    }
}
