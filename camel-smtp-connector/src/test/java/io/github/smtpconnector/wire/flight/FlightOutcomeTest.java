// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.fault.matrix.Cell;
import io.github.smtpconnector.fault.matrix.FaultsPage;
import io.github.smtpconnector.fault.matrix.Seen;
import io.github.smtpconnector.fault.matrix.Step;
import io.github.smtpconnector.fault.matrix.Wrong;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.wire.dialogue.LineEnd;
import io.github.smtpconnector.wire.dialogue.ProtocolException;
import io.github.smtpconnector.wire.dialogue.Reply;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The cells of the fault matrix in which a mail travels in one flight, without a line. */
class FlightOutcomeTest {

    private static final FaultsPage PAGE = new FaultsPage();
    private static final String NO_TRANSACTION = "503 5.5.1 no transaction";

    private final Recipients recipients = new Recipients(List.of("to@test.example"));

    static Stream<Cell> cells() {
        return Cell.all().stream()
                .filter(Cell::oneFlight)
                .filter(PAGE::isPossible)
                .filter(cell -> List.of(Step.MAIL, Step.RCPT, Step.FINAL_REPLY).contains(cell.step()))
                // Both are about how replies arrive.
                .filter(cell -> cell.wrong() != Wrong.EARLY && cell.wrong() != Wrong.SPLIT);
    }

    @Test
    void playsWhatThereIs() {
        assertThat(cells()).hasSize(3 * 14 * 2);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void isThatOfTheMatrix(Cell cell) {
        int before = cell.connection().mails;
        FlightOutcome outcome =
                new FlightOutcome(new FlightTerms(false, before > 1, before, true, 0), recipients, true);
        recipients.allWritten();
        outcome.handedOver();
        for (Object heard : said(cell)) {
            if (outcome.verdict() == null && heard instanceof String reply) {
                outcome.hear(reply(reply));
            } else if (outcome.verdict() == null) {
                outcome.ended((LineEnd) heard);
            }
        }
        Seen expected = PAGE.expected(cell);
        Verdict verdict = Objects.requireNonNull(outcome.verdict());
        assertThat(seen(verdict, expected)).isEqualTo(expected);
    }

    /** What the server says after the fault, and last how the line ends. */
    private static List<Object> said(Cell cell) {
        List<Object> said = new ArrayList<>();
        for (Step step : List.of(Step.MAIL, Step.RCPT, Step.FINAL_REPLY)) {
            if (step != cell.step()) {
                boolean refused = said.size() == (step == Step.RCPT ? 1 : 2)
                        && said.stream().anyMatch(reply -> !reply.toString().startsWith("250"));
                said.add(refused ? NO_TRANSACTION : step == Step.FINAL_REPLY ? "250 2.0.0 ok" : "250 2.1.0 ok");
                continue;
            }
            String reply = cell.wrong().reply(step);
            if (reply.isEmpty()) {
                said.add(end(cell.wrong()));
                return said;
            }
            said.add(reply);
        }
        return said;
    }

    private static LineEnd end(Wrong wrong) {
        return switch (wrong) {
            case FIN -> new LineEnd(false, false, false, new EOFException());
            case RST -> new LineEnd(false, false, false, new IOException("reset"));
            case SILENCE, DRIP -> new LineEnd(true, false, true, new IOException("closed"));
            case INTERRUPT -> new LineEnd(false, true, true, new IOException("closed"));
            default -> new LineEnd(false, false, false, new ProtocolException("nonsense"));
        };
    }

    private static Reply reply(String text) {
        return new Reply(Integer.parseInt(text.substring(0, 3)), List.of(text.substring(4)));
    }

    private static Seen seen(Verdict verdict, Seen expected) {
        Failure failure = verdict.failure();
        if (failure == null) {
            return new Seen("sent", "", "", verdict.inOrder() ? "kept" : "closed");
        }
        // A new connection that may be left is opened again, and is no other one then: only the whole shows that.
        if (verdict.replaceable()) {
            return new Seen("sent", "", "", expected.connection().equals("kept") ? "kept" : "replaced");
        }
        String outcome =
                failure.deliveryState() == DeliveryState.UNKNOWN ? "ask" : failure.retryable() ? "retry" : "stop";
        return new Seen(
                outcome,
                failure.category().name(),
                String.valueOf(failure.phase()),
                verdict.inOrder() ? "kept" : "closed");
    }

    /** Whatever the server says to what it had read of it: what was not written completely was not taken. */
    @ParameterizedTest
    @CsvSource({
        "0, DROPPED, false",
        "1, DROPPED, false",
        "2, DROPPED, false",
        "0, DROPPED, true",
        "1, DROPPED, true",
    })
    void isNotSentWhereTheLastOctetStayed(int heard, Category category, boolean reused) {
        FlightOutcome outcome =
                new FlightOutcome(new FlightTerms(false, true, reused ? 2 : 0, true, 0), recipients, true);
        recipients.allWritten();
        LineEnd broken = new LineEnd(false, false, false, new IOException("broken pipe"));
        outcome.writeBroke(broken);
        assertThat(outcome.mayHear()).isTrue();
        for (int i = 0; i < heard; i++) {
            outcome.hear(reply("250 2.1.0 ok"));
        }
        outcome.ended(new LineEnd(false, false, false, new EOFException()));

        Verdict verdict = Objects.requireNonNull(outcome.verdict());
        Failure failure = Objects.requireNonNull(verdict.failure());
        assertThat(failure.deliveryState()).isEqualTo(DeliveryState.NOT_SENT);
        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.phase()).isEqualTo(Phase.BODY);
        assertThat(verdict.replaceable()).isEqualTo(reused && heard == 0);
        assertThat(verdict.inOrder()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"550 5.7.1 no, PERMANENT", "421 4.3.2 closing, TRANSIENT", "451 4.3.0 later, TRANSIENT"})
    void hearsWhyTheServerHungUpWhileItWasWrittenTo(String refusal, Category category) {
        FlightOutcome outcome = new FlightOutcome(new FlightTerms(false, true, 0, true, 0), recipients, true);
        outcome.writeBroke(new LineEnd(false, false, false, new IOException("broken pipe")));
        outcome.hear(reply(refusal));
        if (outcome.verdict() == null) {
            outcome.hear(reply(NO_TRANSACTION));
        }
        Verdict verdict = Objects.requireNonNull(outcome.verdict());
        assertThat(Objects.requireNonNull(verdict.failure()).category()).isEqualTo(category);
        assertThat(verdict.failure().reply()).hasToString(refusal);
        assertThat(verdict.failure().deliveryState()).isEqualTo(DeliveryState.NOT_SENT);
    }

    /** After a 421 the server does nothing more, so it has not taken the mails behind either. */
    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void mayGoElsewhereAfterAnotherHeardThatTheServerCloses(int heard) {
        FlightOutcome outcome = new FlightOutcome(new FlightTerms(true, true, 2, true, 0), recipients, true);
        outcome.handedOver();
        for (int i = 0; i < heard; i++) {
            outcome.hear(reply("250 2.1.0 ok"));
        }
        outcome.endedAfter(reply("421 4.3.2 closing"));
        Verdict verdict = Objects.requireNonNull(outcome.verdict());
        assertThat(verdict.replaceable()).isTrue();
        assertThat(Objects.requireNonNull(verdict.failure()).deliveryState()).isEqualTo(DeliveryState.NOT_SENT);
    }

    /** Refused RSET: where everything was written already, the answers to MAIL and to the content tell. */
    @ParameterizedTest
    @CsvSource({
        "250, 250, 250, ACCEPTED, false",
        "503, 503, 503, NOT_SENT, true",
        "503, 503, 250, UNKNOWN, false",
        "250, 550, 250, UNKNOWN, false",
        "250, 550, 554, NOT_SENT, true",
    })
    void isWhatTheContentSaysWhereTheMailBeforeIsNotForgotten(
            int mail, int rcpt, int content, DeliveryState state, boolean replaceable) {
        FlightOutcome outcome = new FlightOutcome(new FlightTerms(true, true, 2, true, 0), recipients, true);
        outcome.handedOver();
        for (int code : new int[] {500, mail, rcpt, content}) {
            outcome.hear(new Reply(code, List.of("so")));
        }
        Verdict verdict = Objects.requireNonNull(outcome.verdict());
        assertThat(state(verdict.failure())).isEqualTo(state);
        assertThat(verdict.replaceable()).isEqualTo(replaceable);
        assertThat(verdict.inOrder()).isEqualTo(state == DeliveryState.ACCEPTED);
    }

    private static DeliveryState state(@Nullable Failure failure) {
        return failure == null ? DeliveryState.ACCEPTED : failure.deliveryState();
    }

    @Test
    void isInDoubtAfterAnythingUnexpectedBehindTheLastOctet() {
        FlightOutcome outcome = new FlightOutcome(new FlightTerms(false, true, 2, true, 0), recipients, true);
        outcome.handedOver();
        outcome.ended(new LineEnd(false, false, false, new IllegalStateException("a bug")));
        Verdict verdict = Objects.requireNonNull(outcome.verdict());
        assertThat(state(verdict.failure())).isEqualTo(DeliveryState.UNKNOWN);
        assertThat(verdict.lessons()).doesNotContain(Lesson.HUNG_UP);
    }
}
