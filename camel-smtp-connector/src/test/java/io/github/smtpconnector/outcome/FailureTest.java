// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {

    private static final SmtpReply REPLY = SmtpReply.of(451, "4.3.0 later");
    private static final Throwable CAUSE = new IllegalStateException("cause");

    private static SendResult result(DeliveryState state) {
        RecipientResult taken = new RecipientResult("a@example.com", true, SmtpReply.of(250, "2.1.5 ok"));
        return SendResult.unsent(
                "<id@example.com>", state, "f@example.com", List.of("a@example.com"), List.of(taken), 7);
    }

    private static Failure full(DeliveryState state) {
        return Failure.retryable(Category.TRANSIENT, "the mail was refused")
                .at(Phase.FINAL_REPLY)
                .withServer("mail.example.com:25")
                .withReply(REPLY)
                .withResult(result(state))
                .causedBy(CAUSE)
                .withAdvice("Wait");
    }

    @Test
    void becomesOneLineOfAllThatIsKnown() {
        Failure failure = Failure.permanent(Category.CONFIG, "no host");
        assertThat(failure.message()).isEqualTo("no host");
        assertThat(failure.withServer("h:25").message()).isEqualTo("h:25: no host");
        assertThat(failure.at(Phase.CONNECT).message()).isEqualTo("CONNECT: no host");
        assertThat(full(DeliveryState.NOT_SENT).message())
                .isEqualTo(
                        "FINAL_REPLY mail.example.com:25: the mail was refused; the server answered: 451 4.3.0 later."
                                + " Wait");
    }

    @Test
    void keepsAllElseUnderAnotherProblem() {
        assertThat(full(DeliveryState.NOT_SENT).withProblem("it was late").message())
                .isEqualTo("FINAL_REPLY mail.example.com:25: it was late; the server answered: 451 4.3.0 later. Wait");
    }

    @Test
    void isCutWhereNobodyWouldReadOn() {
        assertThat(Failure.permanent(Category.CONTENT, "x".repeat(8_000)).message())
                .isEqualTo("x".repeat(8_000));
        assertThat(Failure.permanent(Category.CONTENT, "x".repeat(8_001)).message())
                .isEqualTo("x".repeat(8_000) + "…");
    }

    @Test
    void carriesIntoTheExceptionAllThatIsKnown() {
        Failure failure = full(DeliveryState.NOT_SENT);
        SmtpConnectorException exception = failure.toException();
        assertThat(exception)
                .isInstanceOf(RetryableSmtpException.class)
                .hasMessage(failure.message())
                .hasCause(CAUSE);
        assertThat(exception.getFailure()).isSameAs(failure);
        assertThat(exception.getCategory()).isEqualTo(Category.TRANSIENT);
        assertThat(exception.getPhase()).isEqualTo(Phase.FINAL_REPLY);
        assertThat(exception.getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
        assertThat(exception.getReply()).isEqualTo(REPLY);
        assertThat(exception.getResult()).isEqualTo(result(DeliveryState.NOT_SENT));
        assertThat(exception.getRecipientResults()).hasSize(1);
        assertThat(exception.getServer()).isEqualTo("mail.example.com:25");
    }

    @Test
    void knowsNoRecipientsBeforeTheMailWasComposed() {
        SmtpConnectorException exception =
                Failure.permanent(Category.CONFIG, "no host").toException();
        assertThat(exception).isInstanceOf(PermanentSmtpException.class);
        assertThat(exception.getRecipientResults()).isEmpty();
        assertThat(exception.getResult()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void isUncertainExactlyWhenNobodyKnowsWhereTheMailIs(DeliveryState state) {
        assertThat(full(state).toException() instanceof UncertainDeliveryException)
                .isEqualTo(state == DeliveryState.UNKNOWN);
    }

    @Test
    void isPartialOnceSomebodyWasServed() {
        Failure failure = full(DeliveryState.NOT_SENT).afterServing(2, 3);
        assertThat(failure.message())
                .contains("2 of 3 recipients got the mail, then the mail was refused", "Redeliver");
        assertThat(failure.category()).isEqualTo(Category.PARTIAL);
        assertThat(failure.deliveryState()).isEqualTo(DeliveryState.PARTIAL);
        assertThat(failure.toException()).isInstanceOf(RetryableSmtpException.class);
    }

    @Test
    void staysInDoubtOnceItWas() {
        Failure certain = full(DeliveryState.NOT_SENT);
        Failure doubtful = certain.inDoubt();
        assertThat(doubtful.toException()).isInstanceOf(UncertainDeliveryException.class);
        assertThat(doubtful.problem()).endsWith("failed: the mail was refused");
        assertThat(doubtful.result()).isEqualTo(result(DeliveryState.UNKNOWN));
        assertThat(doubtful.inDoubt()).isSameAs(doubtful);
        assertThat(Failure.permanent(Category.CONFIG, "no host").inDoubt().result())
                .isNull();
    }
}
