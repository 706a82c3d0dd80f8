// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendResultTest {

    private static final RecipientResult TAKEN = recipient("a@example.com", true, 250);
    private static final RecipientResult REFUSED = recipient("b@example.com", false, 550);
    private static final RecipientResult TAKEN_IN_VAIN = recipient("c@example.com", false, 250);
    private static final RecipientResult REMEMBERED = new RecipientResult("d@example.com", true, null);
    private static final ServerFacts SERVER =
            new ServerFacts("mail.example.com", 25, null, null, Duration.ofMillis(5), false);

    private static RecipientResult recipient(String address, boolean accepted, int code) {
        return new RecipientResult(address, accepted, SmtpReply.of(code, "text"));
    }

    private static SendResult result(DeliveryState state, ServerFacts server) {
        return new SendResult(
                "<id@example.com>",
                state,
                "f@example.com",
                List.of("a@example.com"),
                List.of(TAKEN, REFUSED, TAKEN_IN_VAIN, REMEMBERED),
                SmtpReply.of(250, "ok"),
                42,
                server,
                Duration.ofMillis(1),
                Duration.ofMillis(2));
    }

    @Test
    void tellsWhoGotTheMailFromWhoWasRefused() {
        SendResult result = result(DeliveryState.PARTIAL, SERVER);
        assertThat(result.accepted()).containsExactly("a@example.com", "d@example.com");
        assertThat(result.rejected()).containsExactly("b@example.com");
    }

    @Test
    void keepsAllButTheState() {
        SendResult result = result(DeliveryState.ACCEPTED, SERVER);
        assertThat(result.withState(DeliveryState.UNKNOWN)).isEqualTo(result(DeliveryState.UNKNOWN, SERVER));
    }

    @Test
    void wasSentBeforeWhereItIsAcceptedAndNoServerWasAsked() {
        List<String> to = List.of("a@example.com");
        assertThat(unsent(DeliveryState.ACCEPTED, to).alreadySent()).isTrue();
        assertThat(unsent(DeliveryState.NOT_SENT, to).alreadySent()).isFalse();
        assertThat(result(DeliveryState.ACCEPTED, SERVER).alreadySent()).isFalse();
    }

    private static SendResult unsent(DeliveryState state, List<String> to) {
        return SendResult.unsent("<id@example.com>", state, "f@example.com", to, List.of(), -1);
    }
}
