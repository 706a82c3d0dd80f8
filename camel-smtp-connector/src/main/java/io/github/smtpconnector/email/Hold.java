// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How long the server keeps a mail before it sends it on (RFC 4865 section 3). */
public sealed interface Hold {

    /** Nine digits are all that a server reads (RFC 4865 section 3, RFC 2852 section 2). */
    long LONGEST = 999_999_999;

    /** When the mail is sent on, if the server gets the request now. */
    Instant end(Instant now);

    /**
     * So many seconds after the server has taken the mail.
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

        /** The MAIL parameter. */
        @Override
        public String toString() {
            return "HOLDFOR=" + seconds;
        }
    }

    /**
     * Until this time.
     *
     * @param time rounded up to a whole second, the unit of the parameter
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

        /** The MAIL parameter, with a time by RFC 3339. */
        @Override
        public String toString() {
            return "HOLDUNTIL=" + time;
        }
    }

    /** Refuses more than nine digits, and zero or less. */
    static void checkSeconds(long seconds) {
        if (seconds < 1 || seconds > LONGEST) {
            throw Syntax.badContent(seconds + " seconds are not between 1 and " + LONGEST);
        }
    }
}
