// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpReply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackOffTest {

    private static final SmtpReply REFUSAL = SmtpReply.of(421, "4.7.0 too many");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final BackOff backOff = new BackOff();

    @ParameterizedTest
    @ValueSource(longs = {0, -5, Long.MAX_VALUE - 10})
    void doublesFromOneSecondToSixty(long start) {
        long now = start;
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            backOff.failed(failure(Phase.GREETING, REFUSAL), now);
            assertThat(backOff.left(now)).isEqualTo(seconds * SECOND);
            assertThat(backOff.left(now + seconds * SECOND - 1)).isOne();
            now += seconds * SECOND;
            assertThat(backOff.left(now)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GREETING, 421, true",
        "EHLO, 421, true",
        "STARTTLS, 454, true",
        "AUTH, 454, true",
        "AUTH, 421, true",
        "MAIL, 421, true",
        "RCPT, 421, true",
        "FINAL_REPLY, 421, true",
        "RCPT, 454, false",
        "MAIL, 451, false",
        "GREETING, 554, false",
        "AUTH, 535, false",
    })
    void beginsOnlyWhenNobodyIsServed(Phase phase, int code, boolean begins) {
        backOff.failed(failure(phase, SmtpReply.of(code, "4.7.0 no")), 0);

        assertThat(backOff.left(0) > 0).isEqualTo(begins);
        assertThat(backOff.refusal() != null).isEqualTo(begins);
    }

    @Test
    void aFailureWithoutAReplyIsNoRefusal() {
        backOff.failed(failure(Phase.CONNECT, null), 0);
        backOff.failed(failure(null, REFUSAL), 0);

        assertThat(backOff.left(0)).isEqualTo(SECOND);
        assertThat(backOff.refusal()).isEqualTo(REFUSAL);
    }

    @Test
    void refusalsOfConnectionsThatWereOpenedTogetherCountOnce() {
        for (int i = 0; i < 5; i++) {
            backOff.failed(failure(Phase.GREETING, REFUSAL), i);
        }
        assertThat(backOff.left(0)).isEqualTo(SECOND);

        backOff.failed(failure(Phase.GREETING, REFUSAL), SECOND);
        assertThat(backOff.left(SECOND)).isEqualTo(2 * SECOND);
    }

    @Test
    void onlyAConnectionThatWasOpenedAfterwardsEndsIt() {
        backOff.failed(failure(Phase.GREETING, REFUSAL), 0);
        backOff.served(SECOND - 1);
        assertThat(backOff.refusal()).isEqualTo(REFUSAL);

        backOff.served(SECOND);
        assertThat(backOff.refusal()).isNull();
        backOff.failed(failure(Phase.GREETING, REFUSAL), 5 * SECOND);
        assertThat(backOff.left(5 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void afterwardsOneConnectionGoesAhead() {
        assertThat(backOff.allows(4, 0)).isTrue();
        backOff.failed(failure(Phase.GREETING, REFUSAL), 0);
        assertThat(backOff.allows(0, SECOND - 1)).isFalse();
        assertThat(backOff.allows(0, SECOND)).isTrue();
        assertThat(backOff.allows(1, SECOND)).isFalse();
        backOff.served(SECOND);
        assertThat(backOff.allows(1, SECOND)).isTrue();
    }

    @Test
    void saysWhatTheServerSaidAndHowLongItLasts() {
        backOff.failed(failure(Phase.GREETING, REFUSAL), 0);
        Failure failure = backOff.failure(SECOND / 4);

        assertThat(failure.message())
                .isEqualTo("the server refused to serve, so no connection is opened for another 750 ms;"
                        + " the server answered: 421 4.7.0 too many. Send again after that; if it happens often,"
                        + " lower maxConnections or set maxMessagesPerSecond");
    }

    private static Failure failure(@Nullable Phase phase, @Nullable SmtpReply reply) {
        Failure failure = Failure.retryable(Category.TRANSIENT, "it failed");
        failure = phase == null ? failure : failure.at(phase);
        return reply == null ? failure : failure.withReply(reply);
    }
}
