// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import static io.github.smtpconnector.sending.IdempotentFixture.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import io.github.smtpconnector.testkit.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A key is one mail, whatever repository remembers it and however often it is sent. */
class IdempotentSendingTest {

    @TempDir
    private Path folder;

    private IdempotentFixture with(IdempotentFixture.Kind kind) {
        return new IdempotentFixture(kind.in(folder));
    }

    private static Object header(Exchange exchange, String name) {
        return exchange.getMessage().getHeader(name);
    }

    private static void isSent(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(header(exchange, SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
        assertThat(header(exchange, SmtpHeaders.ACCEPTED)).isEqualTo(TWO);
    }

    @ParameterizedTest
    @EnumSource
    void sendsAnAcceptedKeyOnce(IdempotentFixture.Kind kind) {
        try (IdempotentFixture mails = with(kind)) {
            mails.server.start();
            Exchange first = mails.send("");
            Exchange again = mails.send("");

            isSent(first);
            assertThat(header(first, SmtpHeaders.ALREADY_SENT)).isNull();
            isSent(again);
            assertThat(header(again, SmtpHeaders.ALREADY_SENT)).isEqualTo(true);
            assertThat(again.getProperty(SmtpHeaders.RESULT_PROPERTY, SendResult.class)
                            .alreadySent())
                    .isTrue();
            assertThat(header(again, SmtpHeaders.MESSAGE_ID))
                    .isEqualTo(header(first, SmtpHeaders.MESSAGE_ID))
                    .isEqualTo(mails.server.onlyMail().parsed().header("Message-ID"))
                    .asString()
                    .matches("<[0-9a-f]{64}@test\\.example>");
            assertThat(mails.times()).containsExactly(1L, 1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void releasesAKeyThatWasNotSent(IdempotentFixture.Kind kind) {
        try (IdempotentFixture mails = with(kind)) {
            mails.server
                    .on(1, "MAIL", 1, Fault.reply("451 4.3.0 later"))
                    .on(1, "CONTENT", 1, Fault.reply("554 5.6.0 no"))
                    .start();
            assertThat(mails.send("").getException()).isInstanceOf(RetryableSmtpException.class);
            assertThat(mails.send("").getException()).isInstanceOf(PermanentSmtpException.class);
            isSent(mails.send(""));
            assertThat(mails.times()).containsExactly(1L, 1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheChoiceWhenAnAttemptWasNeverAnswered(IdempotentFixture.Kind kind) {
        try (IdempotentFixture mails = with(kind)) {
            mails.server.on(1, "CONTENT", 1, Fault.closeUnsaid()).start();
            assertThat(mails.send("").getException()).isInstanceOf(UncertainDeliveryException.class);
            Exchange second = mails.send("");

            String messageId = String.valueOf(header(second, SmtpHeaders.MESSAGE_ID));
            assertThat(second.getException())
                    .isInstanceOf(UncertainDeliveryException.class)
                    .hasMessageContaining(messageId)
                    .hasMessageContaining("uncertain=RESEND")
                    .hasMessageContaining(
                            kind == IdempotentFixture.Kind.LEDGER
                                    ? "SEND_AGAIN"
                                    : messageId.substring(1, 65) + ".claimed");
            assertThat(header(second, SmtpHeaders.DELIVERY_STATE)).isEqualTo("UNKNOWN");
            assertThat(mails.times()).containsExactly(1L, 1L);

            isSent(mails.send("&uncertain=RESEND"));
            assertThat(mails.times()).containsExactly(2L, 2L);
            assertThat(mails.server.mails().stream().map(mail -> mail.parsed().header("Message-ID")))
                    .containsOnly(messageId);
            assertThat(header(mails.send(""), SmtpHeaders.ALREADY_SENT)).isEqualTo(true);
        }
    }

    @ParameterizedTest
    @EnumSource
    void staysUncertainWhenSendingAgainFails(IdempotentFixture.Kind kind) {
        try (IdempotentFixture mails = with(kind)) {
            mails.server
                    .on(1, "CONTENT", 1, Fault.close())
                    .on(2, "MAIL", 1, Fault.reply("451 4.3.0 later"))
                    .start();
            mails.send("");
            Exchange refused = mails.send("&uncertain=RESEND");

            assertThat(refused.getException()).isInstanceOf(UncertainDeliveryException.class);
            assertThat(header(refused, SmtpHeaders.REPLY_CODE)).isEqualTo(451);
            assertThat(mails.send("").getException())
                    .as("the key is still claimed")
                    .isInstanceOf(UncertainDeliveryException.class);
            isSent(mails.send("&uncertain=RESEND"));
            assertThat(mails.times()).containsExactly(1L, 1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void servesTheOthersWhenSomeHaveGotTheMail(IdempotentFixture.Kind kind) {
        try (IdempotentFixture mails = with(kind)) {
            mails.server
                    .with("LIMITS RCPTMAX=1")
                    .on(1, "MAIL", 2, Fault.reply("451 4.3.0 later"))
                    .start();
            Exchange first = mails.send("");
            assertThat(first.getException()).isInstanceOf(RetryableSmtpException.class);
            assertThat(mails.times()).containsExactly(1L, 0L);

            Exchange second = mails.send("");
            isSent(second);
            assertThat(header(second, SmtpHeaders.ALREADY_SENT)).isNull();
            assertThat(header(second, SmtpHeaders.RECIPIENT_RESULTS))
                    .asInstanceOf(LIST)
                    .first()
                    .isEqualTo(Map.of("address", "a@test.example", "accepted", true));
            assertThat(mails.times()).containsExactly(1L, 1L);
            assertThat(header(mails.send(""), SmtpHeaders.ALREADY_SENT)).isEqualTo(true);
        }
    }

    @ParameterizedTest
    @EnumSource
    void triesOnlyTheRefusedOnesAgainAfterAPartialSuccess(IdempotentFixture.Kind kind) {
        try (IdempotentFixture mails = with(kind)) {
            mails.server.on(1, "RCPT", 2, Fault.reply("450 4.2.0 greylisted")).start();
            Exchange first = mails.send("&partialDelivery=SEND_ACCEPTED");
            assertThat(header(first, SmtpHeaders.DELIVERY_STATE)).isEqualTo("PARTIAL");

            isSent(mails.send("&partialDelivery=SEND_ACCEPTED"));
            assertThat(mails.times()).containsExactly(1L, 1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void servesNobodyTwiceWhoIsKnownToHaveTheMailWhenTheRestIsUncertain(IdempotentFixture.Kind kind) {
        try (IdempotentFixture mails = with(kind)) {
            mails.server
                    .with("LIMITS RCPTMAX=1")
                    .on(1, "CONTENT", 2, Fault.close())
                    .start();
            mails.send("");
            Exchange undecided = mails.send("");
            assertThat(undecided.getException()).isInstanceOf(UncertainDeliveryException.class);
            assertThat(header(undecided, SmtpHeaders.ACCEPTED)).isEqualTo(List.of("a@test.example"));

            isSent(mails.send("&uncertain=RESEND"));
            assertThat(mails.times()).containsExactly(1L, 1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsOneMailWhenManyRaceForTheKey(IdempotentFixture.Kind kind) throws Exception {
        for (String uncertain : List.of("FAIL", "RESEND")) {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try (IdempotentFixture mails = with(kind)) {
                mails.server.start();
                List<Callable<Exchange>> race = new ArrayList<>();
                for (int i = 0; i < 24; i++) {
                    race.add(() ->
                            mails.send("&uncertain=" + uncertain, "t", Map.of(SmtpHeaders.IDEMPOTENCY_KEY, uncertain)));
                }
                int sent = 0;
                for (Future<Exchange> runner : threads.invokeAll(race)) {
                    Exchange exchange = runner.get();
                    boolean now = exchange.getException() == null && header(exchange, SmtpHeaders.ALREADY_SENT) == null;
                    sent += now ? 1 : 0;
                }
                assertThat(sent).isOne();
                assertThat(mails.times()).containsExactly(1L, 1L);
            } finally {
                threads.shutdown();
            }
        }
    }
}
