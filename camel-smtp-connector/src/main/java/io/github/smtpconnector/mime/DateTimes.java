// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** A date as RFC 5322 section 3.3 writes it, in UTC: the zone of the machine is nobody's business. */
final class DateTimes {

    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private DateTimes() {}

    static String format(Instant date) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(date.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(31);
        text.append(DAYS[utc.getDayOfWeek().getValue() - 1]).append(", ").append(utc.getDayOfMonth());
        text.append(' ').append(MONTHS[utc.getMonthValue() - 1]).append(' ').append(utc.getYear());
        twoDigits(text.append(' '), utc.getHour());
        twoDigits(text.append(':'), utc.getMinute());
        twoDigits(text.append(':'), utc.getSecond());
        return text.append(" +0000").toString();
    }

    private static void twoDigits(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
