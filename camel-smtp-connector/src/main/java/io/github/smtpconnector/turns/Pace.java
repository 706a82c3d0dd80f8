// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.turns;

import io.github.smtpconnector.outcome.Failure;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says when the next mail may go. Times are nanoseconds of any origin. Guarded by the pool's lock. */
public interface Pace {

    /** Not known yet. */
    long UNKNOWN = Long.MAX_VALUE / 4;

    /** Nanoseconds until this mail may go if it is the next; 0 when it may go now, UNKNOWN while that is asked. */
    long left(Toll toll, long now);

    /** Nanoseconds until the last of these may go at the earliest, as far as is known. */
    long until(List<Toll> line, long now);

    /** Whether it learns only while a mail waits how long that will be. */
    default boolean isToldLater() {
        return false;
    }

    /** Nanoseconds after which the first sender looks again. */
    long patience(Toll toll, long now);

    /** The first of so many waiting turns is about to wait for this one. */
    default void waits(Toll toll, long waiting, long now) {}

    /** This mail goes, and so many turns are waited for yet. */
    void went(Toll toll, long waiting, long now);

    /** A number that grows with each answer, for {@link #inVain}. */
    default long answers() {
        return 0;
    }

    /** Why a sender that came after so many answers need not wait any longer, or null. */
    default @Nullable Failure inVain(long since, Toll toll, long left, long now) {
        return null;
    }

    /** The failure of a mail that does not wait for its turn, because it would come after {@code nanos}. */
    Failure failure(Toll toll, Duration maxWait, long nanos, long now);

    /** The server refused to serve. */
    default void refused(long now) {}

    /** The server has served a mail. */
    default void served() {}

    /** Whether the past can be forgotten. */
    boolean isForgettable(long now);
}
