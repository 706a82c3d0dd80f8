// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How long the server keeps a mail before it sends it on (RFC 4865 section 3). */
public sealed interface Hold {

    /** Nine digits are all that a server reads (RFC 4865 section 3, RFC 2852 section 2). */
    long LONGEST = 999_999_999;

    /** When it is sent on, were the server told at this moment. */
    Instant end(Instant now);

    /**
     * From the moment on when the server takes it.
     *
     * @param seconds 1 to 999,999,999
     */
    record For(long seconds) implements Hold {

        /** @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONTENT when out of bounds */
        public For {
            checkSeconds(seconds);
        }

        @Override
        public Instant end(Instant now) {
            return now.plusSeconds(seconds);
        }

        /** As the server is told it. */
        @Override
        public String toString() {
            return "HOLDFOR=" + seconds;
        }
    }

    /**
     * Until then.
     *
     * @param time rounded up to a whole second, for more is not to be told
     */
    record Until(Instant time) implements Hold {

        /** RFC 3339 knows years of four digits. */
        private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

        /** @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONTENT when its year is too long */
        public Until {
            if (time.isAfter(LAST)) {
                throw Syntax.badContent("is after the year 9999");
            }
            Instant whole = time.truncatedTo(ChronoUnit.SECONDS);
            time = whole.equals(time) ? whole : whole.plusSeconds(1);
        }

        @Override
        public Instant end(Instant now) {
            return time;
        }

        /** As the server is told it (RFC 3339). */
        @Override
        public String toString() {
            return "HOLDUNTIL=" + time;
        }
    }

    /** Refuses what does not fit into nine digits, and what is no time at all. */
    static void checkSeconds(long seconds) {
        if (seconds < 1 || seconds > LONGEST) {
            throw Syntax.badContent(seconds + " seconds are not between 1 and " + LONGEST);
        }
    }
}
