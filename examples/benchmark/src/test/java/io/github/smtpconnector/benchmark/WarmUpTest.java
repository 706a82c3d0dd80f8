// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmUpTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1000, false",
        "1000, 1100, false",
        "1100, 1000, false",
        "1000, 1051, true",
        "1000, 1053, false",
        "1000, 951, true",
        "1000, 950, false",
        "1000, 1000, true",
    })
    void isSteadyWhenTwoRunsDifferByLessThanATwentiethOfTheFaster(double before, double now, boolean steady) {
        assertThat(WarmUp.isSteady(before, now)).isEqualTo(steady);
    }
}
