// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a span of time in seconds; a begun second counts. Camel's own reader takes what it cannot read for zero. */
final class DurationValue {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");

    /** As Camel writes durations. */
    private static final Pattern UNITS =
            Pattern.compile("(\\d{1,9}d)?((?:\\d{1,9}h)?(?:\\d{1,9}m)?(?:\\d{1,9}s)?)", Pattern.CASE_INSENSITIVE);

    private DurationValue() {}

    static long seconds(Object value) throws UnusableInputException {
        if (value instanceof Duration duration) {
            return whole(duration);
        }
        if (value instanceof Number || value instanceof CharSequence) {
            return parse(value.toString().strip());
        }
        throw new UnusableInputException("is " + Kind.of(value) + " where seconds or a duration belong");
    }

    private static long parse(String text) throws UnusableInputException {
        if (SECONDS.matcher(text).matches()) {
            return Long.parseLong(text);
        }
        try {
            return whole(Duration.parse(iso(text)));
        } catch (DateTimeParseException e) {
            throw new UnusableInputException("is neither whole seconds nor a duration such as 15m or 1h30m", e);
        }
    }

    private static String iso(String text) {
        Matcher units = UNITS.matcher(text);
        if (text.isEmpty() || !units.matches()) {
            return text;
        }
        String days = units.group(1) == null ? "" : units.group(1);
        return "P" + days + (units.group(2).isEmpty() ? "" : "T" + units.group(2));
    }

    private static long whole(Duration duration) {
        return duration.getNano() == 0 ? duration.getSeconds() : duration.getSeconds() + 1;
    }
}
