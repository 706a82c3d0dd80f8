// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key is claimed when its mail is about to be written, and no sooner. */
class LateClaimTest {

    private static final int MAILS = 200;

    @TempDir
    private Path folder;

    @Test
    void aKilledProcessLeavesInDoubtOnlyWhatWasOnTheWire() throws Exception {
        String database = "jdbc:h2:file:" + folder.resolve("keys") + ";WRITE_DELAY=0";
        try (SmtpTestServer server =
                new SmtpTestServer().on("CONTENT", Fault.silence()).start()) {
            Process child = KilledSenderTest.start(ManySendersMain.class, server.port(), database, "" + MAILS);
            try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
                server.awaitSilence();
                assertThat(KilledSenderTest.said(output)).isEqualTo(IdempotentSendMain.REACHED);
            } finally {
                child.destroyForcibly().waitFor();
            }
        }
        JdbcMessageIdRepository keys = (JdbcMessageIdRepository) IdempotentFixture.jdbc(database);
        keys.start();
        List<Integer> claimed = IntStream.range(0, MAILS)
                .filter(i ->
                        keys.contains(IdempotencyKey.of(ManySendersMain.key(i)).claimed()))
                .boxed()
                .toList();
        assertThat(claimed).hasSize(1);
    }

    @Test
    void aMailThatFindsNoConnectionIsNotClaimed() {
        IdempotentRepository keys = new MemoryIdempotentRepository();
        try (IdempotentFixture mails = new IdempotentFixture(keys)) {
            assertThat(mails.send("&connectTimeout=500&replyTimeout=500").getException())
                    .isInstanceOf(RetryableSmtpException.class);
            assertThat(keys.contains(IdempotencyKey.of(IdempotentFixture.KEY).claimed()))
                    .isFalse();
        }
    }

    @Test
    void aMailThatWasSentNeedsNoServer() {
        try (IdempotentFixture mails = new IdempotentFixture(new MemoryIdempotentRepository())) {
            mails.server.start();
            mails.send("");
            mails.server.close();
            assertThat(mails.send("").getMessage().getHeader(SmtpHeaders.ALREADY_SENT))
                    .isEqualTo(true);
        }
    }

    /** Two processes, of which the second sends again on purpose what the first is only about to send, in vain. */
    @Test
    void aFailureOfTheFirstDoesNotUndoWhatTheSecondSent() throws Exception {
        IdempotentRepository keys = new MemoryIdempotentRepository();
        try (IdempotentFixture first = new IdempotentFixture(keys);
                IdempotentFixture second = new IdempotentFixture(keys)) {
            first.server
                    .on("MAIL", Fault.whenReleased(Fault.reply("451 4.3.0 later")))
                    .start();
            second.server.start();
            CompletableFuture<Exchange> failing = InBackground.supply(() -> first.send(""));
            first.server.awaitSilence();
            assertThat(second.send("&uncertain=RESEND").getException()).isNull();
            first.server.release();
            assertThat(failing.get(20, TimeUnit.SECONDS).getException()).isInstanceOf(RetryableSmtpException.class);

            assertThat(second.send("").getMessage().getHeader(SmtpHeaders.ALREADY_SENT))
                    .isEqualTo(true);
            assertThat(second.times()).containsExactly(1L, 1L);
        }
    }

    /** The other order: the first has given the mail up before the second is through. */
    @Test
    void whatTheSecondSentStaysSentThoughTheFirstHasGivenTheKeyBack() throws Exception {
        IdempotentRepository keys = new MemoryIdempotentRepository();
        try (IdempotentFixture first = new IdempotentFixture(keys);
                IdempotentFixture second = new IdempotentFixture(keys)) {
            first.server
                    .on("MAIL", Fault.whenReleased(Fault.reply("451 4.3.0 later")))
                    .start();
            second.server.on(1, "MAIL", 1, Fault.whenReleased(session -> true)).start();
            CompletableFuture<Exchange> failing = InBackground.supply(() -> first.send(""));
            first.server.awaitSilence();
            CompletableFuture<Exchange> again = InBackground.supply(() -> second.send("&uncertain=RESEND"));
            second.server.awaitSilence();
            first.server.release();
            assertThat(failing.get(20, TimeUnit.SECONDS).getException()).isInstanceOf(RetryableSmtpException.class);
            second.server.release();
            assertThat(again.get(20, TimeUnit.SECONDS).getException()).isNull();

            assertThat(first.send("").getMessage().getHeader(SmtpHeaders.ALREADY_SENT))
                    .isEqualTo(true);
            assertThat(second.times()).containsExactly(1L, 1L);
        }
    }
}
