// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pace;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How many turns were given in the last 24 hours, by quarters of an hour. A quarter counts until all of it is 24 hours
 * old, so no 24 hours hold more than the limit; a turn is free again up to a quarter of an hour late. Immutable. Times are
 * microseconds of one clock, from an origin before them.
 *
 * <p>Internal; may change.
 *
 * @param first the number of the quarter that {@code counts} begins with
 * @param counts how many in each quarter
 */
@SuppressWarnings("ArrayRecordComponent")
public record DayCount(long first, long[] counts) {

    /** Nothing yet. */
    public static final DayCount EMPTY = new DayCount(0, new long[0]);

    static final long QUARTER = 15L * 60 * 1_000_000;
    private static final int QUARTERS_OF_A_DAY = 96;

    private long sum() {
        return LongStream.of(counts).sum();
    }

    /** Without what is more than a day old. */
    private DayCount at(long quarter) {
        int old = (int) Math.min(counts.length, Math.max(0, quarter - QUARTERS_OF_A_DAY - first));
        return old == 0 ? this : new DayCount(first + old, Arrays.copyOfRange(counts, old, counts.length));
    }

    /** With so many more at this time. */
    public DayCount plus(long turns, long now) {
        long quarter = now / QUARTER;
        DayCount kept = at(quarter);
        if (kept.counts.length == 0) {
            return new DayCount(quarter, new long[] {turns});
        }
        // A clock that was set back adds to what it knew last.
        int place = (int) Math.max(quarter - kept.first, kept.counts.length - 1L);
        long[] grown = Arrays.copyOf(kept.counts, place + 1);
        grown[place] += turns;
        return new DayCount(kept.first, grown);
    }

    /** Without so many that were added then; only while that quarter lasts, so that none is ever free too early. */
    DayCount minus(long turns, long then, long now) {
        long quarter = now / QUARTER;
        int place = (int) (quarter - first);
        if (then / QUARTER != quarter || place < 0 || place != counts.length - 1) {
            return this;
        }
        long[] less = counts.clone();
        less[place] = Math.max(0, less[place] - turns);
        return new DayCount(first, less);
    }

    /** How many more there may be now. */
    long left(long limit, long now) {
        return Math.max(0, limit - at(now / QUARTER).sum());
    }

    /** Microseconds until there may be so many more; 0 for now, {@link Long#MAX_VALUE} for never. */
    public long until(long turns, long limit, long now) {
        DayCount kept = at(now / QUARTER);
        long over = kept.sum() + turns - limit;
        if (over <= 0) {
            return 0;
        }
        for (int i = 0; i < kept.counts.length; i++) {
            over -= kept.counts[i];
            if (over <= 0) {
                return (kept.first + i + QUARTERS_OF_A_DAY + 1) * QUARTER - now;
            }
        }
        return Long.MAX_VALUE;
    }

    /** As it is stored: {@code 1957440:12,0,34}. */
    String text() {
        return first + ":" + LongStream.of(counts).mapToObj(Long::toString).collect(Collectors.joining(","));
    }

    static DayCount of(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || colon == text.length() - 1) {
            return EMPTY;
        }
        return new DayCount(
                Long.parseLong(text.substring(0, colon)),
                Arrays.stream(text.substring(colon + 1).split(","))
                        .mapToLong(Long::parseLong)
                        .toArray());
    }
}
