// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import io.github.smtpconnector.email.Hold;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * How long a server holds mail (RFC 4865 section 3).
 *
 * @param seconds at most
 * @param latest until when at most
 */
public record FutureRelease(long seconds, Instant latest) {

    /** Reads what follows FUTURERELEASE; what cannot be read is no limit, and the server will say so itself. */
    static FutureRelease of(String parameters) {
        String[] limits = parameters.split(" +", -1);
        return new FutureRelease(
                limits.length < 1 ? Long.MAX_VALUE : Capabilities.limit(limits[0]),
                limits.length < 2 ? Instant.MAX : time(limits[1]));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.MAX;
        }
    }

    /** The limit that is too small for this, or null. */
    @Nullable
    public String exceededBy(Hold hold) {
        if (hold instanceof Hold.For span) {
            return span.seconds() > seconds ? seconds + " seconds" : null;
        }
        return ((Hold.Until) hold).time().isAfter(latest) ? "until " + latest : null;
    }
}
