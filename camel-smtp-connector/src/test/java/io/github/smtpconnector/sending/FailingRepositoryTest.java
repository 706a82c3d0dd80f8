// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.WatchedRepository;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A repository that fails at one moment: it decides nothing that the server has decided already. */
class FailingRepositoryTest {

    private final MemoryIdempotentRepository memory = new MemoryIdempotentRepository();
    private final List<String> uses = new ArrayList<>();
    private String broken = "";
    private final IdempotentFixture mails = new IdempotentFixture(new WatchedRepository(memory, this::use));

    private void use(String moment) {
        uses.add(moment);
        if (moment.equals(broken)) {
            throw new IllegalStateException("the database is gone");
        }
    }

    @AfterEach
    void close() {
        mails.close();
    }

    private static String state(Exchange exchange) {
        return exchange.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE, String.class);
    }

    @Test
    void sendsNothingWhenTheKeyCannotBeClaimed() {
        mails.server.start();
        broken = "before add claimed";
        Exchange failed = mails.send("");

        RetryableSmtpException failure = failed.getException(RetryableSmtpException.class);
        assertThat(failure.getCategory()).isEqualTo(Category.REPOSITORY);
        assertThat(failure).hasMessageContaining("idempotentRepository failed, so nothing was sent");
        assertThat(failure).hasRootCauseMessage("the database is gone");
        assertThat(state(failed)).isEqualTo("NOT_SENT");
        assertThat(mails.server.commands()).noneMatch(command -> command.startsWith("MAIL"));

        broken = "";
        assertThat(state(mails.send(""))).isEqualTo("ACCEPTED");
    }

    @Test
    void asksNoServerWhenItCannotBeAsked() {
        mails.server.start();
        broken = "before contains claimed";
        assertThat(mails.send("").getException(RetryableSmtpException.class).getCategory())
                .isEqualTo(Category.REPOSITORY);
        assertThat(mails.server.connections()).isZero();
    }

    @Test
    void staysCautiousWhenNobodyKnowsWhetherTheKeyWasClaimed() {
        mails.server.start();
        broken = "after add claimed";
        assertThat(mails.send("").getException()).isInstanceOf(RetryableSmtpException.class);
        broken = "";
        assertThat(mails.send("").getException()).isInstanceOf(UncertainDeliveryException.class);
        assertThat(mails.server.mails()).isEmpty();
    }

    @Test
    void doesNotCallAnAcceptedMailFailedAndAsksBeforeItIsSentAgain() {
        mails.server.start();
        broken = "before add accepted";
        Exchange sent = mails.send("");

        assertThat(sent.getException()).isNull();
        assertThat(state(sent)).isEqualTo("ACCEPTED");
        broken = "";
        assertThat(mails.send("").getException()).isInstanceOf(UncertainDeliveryException.class);
        assertThat(mails.times()).containsExactly(1L, 1L);
    }

    @Test
    void reportsWhatTheServerSaidWhenTheKeyCannotBeReleased() {
        mails.server.on("MAIL", Fault.reply("553 5.7.1 not you")).start();
        broken = "before remove claimed";
        Exchange failed = mails.send("");

        assertThat(failed.getException(PermanentSmtpException.class).getReply().code())
                .isEqualTo(553);
        broken = "";
        assertThat(mails.send("").getException()).isInstanceOf(UncertainDeliveryException.class);
    }

    @Test
    void isUncertainWhenItCannotWriteDownWhoWasServed() {
        mails.server
                .with("LIMITS RCPTMAX=1")
                .on(1, "MAIL", 2, Fault.reply("451 4.3.0 later"))
                .start();
        broken = "before add served";
        assertThat(mails.send("").getException(SmtpConnectorException.class).getDeliveryState())
                .isEqualTo(DeliveryState.PARTIAL);
        broken = "";
        assertThat(mails.send("").getException()).isInstanceOf(UncertainDeliveryException.class);
        assertThat(mails.times()).containsExactly(1L, 0L);
    }

    @Test
    void writesDownWhoWasServedBeforeAnybodyElseMayGoOn() {
        mails.server
                .with("LIMITS RCPTMAX=1")
                .on(1, "MAIL", 2, Fault.reply("451 4.3.0 later"))
                .start();
        broken = "before add resumable";
        mails.send("");
        broken = "";
        assertThat(mails.send("").getException()).isInstanceOf(UncertainDeliveryException.class);
        assertThat(state(mails.send("&uncertain=RESEND"))).isEqualTo("ACCEPTED");
        assertThat(mails.times()).containsExactly(1L, 1L);
    }

    @Test
    void isStartedWithTheEndpointAndAskedThriceForAMailThatIsSentAtOnce() {
        mails.server.start();
        mails.send("");
        assertThat(memory.isStarted()).isTrue();
        assertThat(uses)
                .containsExactly(
                        "before contains claimed",
                        "after contains claimed",
                        "before add claimed",
                        "after add claimed",
                        "before add accepted",
                        "after add accepted");
        mails.close();
        assertThat(memory.isStarted()).isFalse();
    }
}
