// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.SmtpComponent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.ResolveEndpointFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every option that is a time has a least and a longest value: nothing waits for ever, and no clock overflows. */
class TimeOptionsTest extends EmailReaderFixture {

    private static final long YEAR = Duration.ofDays(365).toMillis();

    /** The options that the descriptor calls a duration. */
    static Stream<String> times() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                SmtpComponent.class.getResourceAsStream("/META-INF/io/github/smtpconnector/smtp-connector.json"))) {
            JsonNode options = new ObjectMapper().readTree(in).get("properties");
            return options.properties().stream()
                    .filter(option -> option.getValue().get("type").asText().equals("duration"))
                    .map(option -> option.getKey());
        }
    }

    @Test
    void areFound() throws IOException {
        assertThat(times()).contains("connectTimeout", "maxWait", "idleTimeout").hasSizeGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @MethodSource("times")
    void mayBeUpToAYear(String option) {
        for (long allowed : List.of(1L, YEAR)) {
            assertThat(context.getEndpoint("smtp-connector:h?" + option + "=" + allowed))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("times")
    void areRefusedBelowAndAbove(String option) {
        for (long refused : List.of(0L, -1L, Long.MIN_VALUE, YEAR + 1, Long.MAX_VALUE)) {
            assertThatThrownBy(() -> context.getEndpoint("smtp-connector:h?" + option + "=" + refused))
                    .as("%s=%s", option, refused)
                    .isInstanceOf(ResolveEndpointFailedException.class)
                    .hasMessageContaining(option + ": " + refused + " is refused, because nothing waits for ever");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void areRefusedOnTheComponentToo(long refused) {
        context.getComponent("smtp-connector", SmtpComponent.class)
                .getConfiguration()
                .setMaxWait(refused);
        assertThatThrownBy(() -> context.getEndpoint("smtp-connector:h")).hasMessageContaining("maxWait: " + refused);
    }
}
