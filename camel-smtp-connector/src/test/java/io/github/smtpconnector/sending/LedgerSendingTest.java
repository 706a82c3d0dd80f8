// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.ledger.Decision;
import io.github.smtpconnector.ledger.FlakyDatabase;
import io.github.smtpconnector.ledger.JdbcSendLedger;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a ledger tells that a repository cannot: what the server said, who is at it, and since when. */
class LedgerSendingTest {

    private final FlakyDatabase database = new FlakyDatabase(h2());
    private final JdbcSendLedger ledger = new JdbcSendLedger(database);
    private final IdempotentFixture mails = new IdempotentFixture(ledger);

    private JdbcDataSource h2() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:sending" + System.identityHashCode(this) + ";DB_CLOSE_DELAY=-1");
        return h2;
    }

    @BeforeEach
    void stayShort() {
        ledger.setTimeout(Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        mails.close();
    }

    private static Object header(Exchange exchange, String name) {
        return exchange.getMessage().getHeader(name);
    }

    private static Category category(Exchange exchange) {
        return exchange.getException(RetryableSmtpException.class).getCategory();
    }

    @Test
    void tellsARepetitionWhatTheServerSaidAndAsksNoServer() {
        mails.server
                .on("CONTENT", Fault.reply("250 2.0.0 Ok: queued as 4XyZ1k2Lh3z9vQ8"))
                .start();
        Exchange first = mails.send("");
        mails.server.close();
        Exchange again = mails.send("");

        assertThat(header(again, SmtpHeaders.ALREADY_SENT)).isEqualTo(true);
        for (String same : List.of(
                SmtpHeaders.RESPONSE,
                SmtpHeaders.REPLY_CODE,
                SmtpHeaders.ENHANCED_CODE,
                SmtpHeaders.QUEUE_ID,
                SmtpHeaders.MESSAGE_ID,
                SmtpHeaders.ACCEPTED,
                SmtpHeaders.DELIVERY_STATE)) {
            assertThat(header(again, same)).as(same).isNotNull().isEqualTo(header(first, same));
        }
        assertThat(header(again, SmtpHeaders.RESPONSE)).isEqualTo("250 2.0.0 Ok: queued as 4XyZ1k2Lh3z9vQ8");
    }

    /** The first holds the mail while it is on the wire; the second may come again, and does no harm. */
    @Test
    void isBusyWhileAnotherProcessIsAtIt() throws Exception {
        mails.server.on(1, "CONTENT", 1, Fault.whenReleased(session -> true)).start();
        try (IdempotentFixture other = new IdempotentFixture(new JdbcSendLedger(database))) {
            CompletableFuture<Exchange> first = InBackground.supply(() -> mails.send(""));
            mails.server.awaitSilence();
            for (String options : List.of("", "&uncertain=RESEND")) {
                Exchange second = other.sendTo(mails.server, options);
                assertThat(category(second)).isEqualTo(Category.BUSY);
                assertThat(second.getException()).hasMessageContaining("its claim ends");
                assertThat(header(second, SmtpHeaders.DELIVERY_STATE)).isEqualTo("NOT_SENT");
            }
            assertThat(category(mails.send(""))).isEqualTo(Category.BUSY);
            mails.server.release();
            assertThat(first.get(20, TimeUnit.SECONDS).getException()).isNull();
            assertThat(header(other.sendTo(mails.server, ""), SmtpHeaders.ALREADY_SENT))
                    .isEqualTo(true);
            assertThat(mails.times()).containsExactly(1L, 1L);
        }
    }

    @Test
    void isBusyWhileTheSameProcessLetsItWait() throws Exception {
        mails.server.on("GREETING", Fault.whenReleased(session -> true)).start();
        CompletableFuture<Exchange> first = InBackground.supply(() -> mails.send(""));
        mails.server.awaitSilence();
        Exchange second = mails.send("");
        mails.server.release();
        assertThat(category(second)).isEqualTo(Category.BUSY);
        assertThat(first.get(20, TimeUnit.SECONDS).getException()).isNull();
    }

    @Test
    void asksNoServerWhenTheDatabaseIsDown() {
        mails.server.start();
        database.goDown();
        Exchange failed = mails.send("");
        assertThat(category(failed)).isEqualTo(Category.REPOSITORY);
        assertThat(failed.getException())
                .hasMessageContaining("ledger failed, so nothing was sent")
                .hasRootCauseMessage("the database is down");
        assertThat(mails.server.connections()).isZero();
        database.comeUp();
        assertThat(mails.send("").getException()).isNull();
    }

    /** The server has the mail, and so it is told; the ledger hears of it when it can. */
    @Test
    void neitherDeniesNorLosesWhatTheServerTookWhileTheDatabaseWasDown() throws Exception {
        mails.server.on(1, "CONTENT", 1, Fault.whenReleased(session -> true)).start();
        CompletableFuture<Exchange> sending = InBackground.supply(() -> mails.send(""));
        mails.server.awaitSilence();
        database.goDown();
        mails.server.release();
        Exchange sent = sending.get(20, TimeUnit.SECONDS);
        assertThat(sent.getException()).isNull();
        assertThat(header(sent, SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
        database.comeUp();
        Waiting.until(() -> ledger.unwritten() == 0, Duration.ofSeconds(20), () -> "" + ledger.unwritten());
        assertThat(header(mails.send(""), SmtpHeaders.RESPONSE)).isEqualTo(header(sent, SmtpHeaders.RESPONSE));
        assertThat(mails.times()).containsExactly(1L, 1L);
    }

    @Test
    void doesWhatAPersonHasDecided() {
        mails.server.on(1, "CONTENT", 1, Fault.closeUnsaid()).start();
        mails.send("");
        Exchange doubtful = mails.send("");
        assertThat(doubtful.getException())
                .isInstanceOf(UncertainDeliveryException.class)
                .hasMessageContaining("begun ")
                .hasMessageContaining("DELIVERED or SEND_AGAIN");
        String messageId = String.valueOf(header(doubtful, SmtpHeaders.MESSAGE_ID));
        assertThat(ledger.uncertain(10)).singleElement().satisfies(mail -> assertThat(mail.messageId())
                .isEqualTo(messageId));
        assertThat(ledger.decide(messageId, Decision.SEND_AGAIN)).isTrue();
        Exchange sent = mails.send("");
        assertThat(sent.getException()).isNull();
        assertThat(header(sent, SmtpHeaders.MESSAGE_ID)).isEqualTo(messageId);
        assertThat(header(mails.send(""), SmtpHeaders.ALREADY_SENT)).isEqualTo(true);
        assertThat(mails.times()).containsExactly(2L, 2L);
    }

    @Test
    void refusesTwoMemories() {
        mails.server.start();
        assertThatThrownBy(
                        () -> mails.send("&idempotentRepository=#class:" + MemoryIdempotentRepository.class.getName()))
                .hasStackTraceContaining("ledger: contradicts idempotentRepository");
        Map<String, Object> none = Map.of();
        assertThat(mails.send("", "t", none).getException())
                .hasMessageContaining("IdempotencyKey: is missing; with ledger every mail needs the header");
    }
}
