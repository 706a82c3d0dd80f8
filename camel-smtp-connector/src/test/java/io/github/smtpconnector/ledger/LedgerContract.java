// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.smtpconnector.ledger.SendLedger.Again;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SmtpReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What holds of a ledger in any database. Each test has mails of its own. */
public abstract class LedgerContract {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<String> TWO = List.of("a@test.example", "b@test.example");
    private static final SmtpReply TAKEN = SmtpReply.of(250, "2.0.0 Ok: queued as 4XyZ1k2Lh3z9vQ8");

    private int mails;

    /** The database, the same at each call. */
    protected abstract DataSource database();

    private JdbcSendLedger ledger() {
        return new JdbcSendLedger(database());
    }

    private LedgerMail mail() {
        String digest = String.format("%016x%016x", System.nanoTime(), mails++).repeat(2);
        return new LedgerMail(digest, '<' + digest + "@test.example>", TWO);
    }

    private static Settlement settlement(DeliveryState state, List<String> served, List<String> doubted) {
        return new Settlement(state, null, served, doubted, TWO.size() - served.size());
    }

    private static final Settlement NOT_SENT = settlement(DeliveryState.NOT_SENT, List.of(), List.of());
    private static final Settlement ACCEPTED = new Settlement(DeliveryState.ACCEPTED, TAKEN, TWO, List.of(), 0);

    @Test
    void givesAMailToOneAndTellsOthersUntilWhenItIsBusy() {
        LedgerMail mail = mail();
        Instant before = Instant.now();
        assertThat(ledger().look(mail)).isNull();
        assertThat(ledger().claim(mail, "one", HOUR, Again.NO)).isInstanceOf(Standing.Ours.class);
        for (Again again : Again.values()) {
            assertThat(ledger().claim(mail, "two", HOUR, again))
                    .isInstanceOfSatisfying(Standing.Busy.class, busy -> assertThat(busy.until())
                            .isBetween(before.plusSeconds(3540), Instant.now().plusSeconds(3660)));
        }
        assertThat(ledger().look(mail)).isInstanceOf(Standing.Busy.class);
    }

    @Test
    void remembersReplyAndMessageIdOfWhatWasAccepted() {
        LedgerMail mail = mail();
        LedgerMail foreign = new LedgerMail(mail().digest(), "<own-id@elsewhere.example>", TWO);
        for (LedgerMail sent : List.of(mail, foreign)) {
            ledger().claim(sent, "one", HOUR, Again.NO);
            ledger().settle(sent, "one", ACCEPTED);
            Standing.Accepted accepted = new Standing.Accepted(TAKEN, sent.messageId());
            LedgerMail again = new LedgerMail(sent.digest(), "<other@test.example>", TWO);
            assertThat(ledger().look(again)).isEqualTo(accepted);
            assertThat(ledger().claim(again, "two", HOUR, Again.YES)).isEqualTo(accepted);
        }
    }

    /** The end of a lease says nothing of the mail. */
    @Test
    void callsAMailUncertainWhenItsLeaseIsOverAndGivesItToNobodyUnasked() {
        LedgerMail mail = mail();
        ledger().claim(mail, "one", Duration.ZERO, Again.NO);
        for (int i = 0; i < 2; i++) {
            assertThat(ledger().claim(mail, "two", HOUR, Again.NO))
                    .isInstanceOfSatisfying(Standing.Uncertain.class, doubt -> {
                        assertThat(doubt.owner()).isEqualTo("one");
                        assertThat(doubt.since()).isBefore(Instant.now().plusSeconds(60));
                    });
        }
        assertThat(ledger().look(mail)).isInstanceOf(Standing.Uncertain.class);
        assertThat(ledger().claim(mail, "two", HOUR, Again.YES)).isInstanceOf(Standing.Uncertain.class);
        assertThat(ledger().claim(mail, "three", HOUR, Again.YES))
                .as("of two that send again on purpose, one does")
                .isInstanceOf(Standing.Busy.class);
    }

    @Test
    void isNotUndoneByALateOutcomeOfAnEarlierClaim() {
        LedgerMail mail = mail();
        ledger().claim(mail, "one", Duration.ZERO, Again.NO);
        ledger().claim(mail, "two", HOUR, Again.YES);
        ledger().settle(mail, "one", NOT_SENT);
        assertThat(ledger().look(mail)).isInstanceOf(Standing.Busy.class);
        ledger().settle(mail, "two", settlement(DeliveryState.UNKNOWN, List.of(), TWO));
        assertThat(ledger().look(mail)).isInstanceOf(Standing.Uncertain.class);
    }

    @Test
    void believesThatAMailWasAcceptedWhoeverSaysSo() {
        LedgerMail mail = mail();
        ledger().claim(mail, "one", Duration.ZERO, Again.NO);
        ledger().claim(mail, "two", HOUR, Again.YES);
        ledger().settle(mail, "one", ACCEPTED);
        ledger().settle(mail, "two", NOT_SENT);
        assertThat(ledger().look(mail)).isInstanceOf(Standing.Accepted.class);
    }

    @Test
    void givesBackWhatWasNotSent() {
        LedgerMail mail = mail();
        ledger().claim(mail, "one", HOUR, Again.NO);
        ledger().settle(mail, "one", NOT_SENT);
        assertThat(ledger().claim(mail, "two", HOUR, Again.NO)).isEqualTo(new Standing.Resumable(List.of(), List.of()));
        assertThat(ledger().claim(mail, "three", HOUR, Again.NO)).isInstanceOf(Standing.Busy.class);
    }

    @Test
    void knowsWhoHasGotAMailThatNotAllHaveGot() {
        LedgerMail mail = mail();
        ledger().claim(mail, "one", HOUR, Again.NO);
        ledger().settle(mail, "one", settlement(DeliveryState.PARTIAL, TWO.subList(0, 1), List.of()));
        Standing rest = new Standing.Resumable(TWO.subList(0, 1), List.of());
        assertThat(ledger().look(mail)).isEqualTo(rest);
        assertThat(ledger().claim(mail, "two", HOUR, Again.NO)).isEqualTo(rest);
        ledger().settle(mail, "two", settlement(DeliveryState.UNKNOWN, TWO.subList(0, 1), TWO.subList(1, 2)));
        assertThat(ledger().look(mail))
                .isInstanceOfSatisfying(Standing.Uncertain.class, doubt -> assertThat(doubt.served())
                        .isEqualTo(TWO.subList(0, 1)));
    }

    @Test
    void knowsWhoIsInDoubtWhileOthersAreWithout() {
        LedgerMail mail = mail();
        ledger().claim(mail, "one", HOUR, Again.NO);
        ledger().settle(mail, "one", settlement(DeliveryState.UNKNOWN, List.of(), TWO.subList(0, 1)));
        assertThat(ledger().claim(mail, "two", HOUR, Again.NO))
                .isEqualTo(new Standing.Resumable(List.of(), TWO.subList(0, 1)));
    }

    @Test
    void listsWhatIsUncertainAndDoesWhatAPersonDecides() {
        LedgerMail delivered = mail();
        LedgerMail lost = mail();
        LedgerMail inHalf = mail();
        LedgerMail busy = mail();
        ledger().claim(delivered, "one", Duration.ZERO, Again.NO);
        ledger().claim(lost, "one", HOUR, Again.NO);
        ledger().settle(lost, "one", settlement(DeliveryState.UNKNOWN, List.of(), TWO));
        ledger().claim(inHalf, "one", HOUR, Again.NO);
        ledger().settle(inHalf, "one", settlement(DeliveryState.UNKNOWN, List.of(), TWO.subList(0, 1)));
        ledger().claim(busy, "one", HOUR, Again.NO);

        assertThat(ledger().uncertain(100_000))
                .filteredOn(mail -> List.of(delivered, lost, inHalf, busy).stream()
                        .anyMatch(known -> known.messageId().equals(mail.messageId())))
                .extracting(UncertainMail::messageId, UncertainMail::owner)
                .containsExactlyInAnyOrder(
                        tuple(delivered.messageId(), "one"),
                        tuple(lost.messageId(), "one"),
                        tuple(inHalf.messageId(), "one"));

        assertThat(ledger().decide(delivered.messageId(), Decision.DELIVERED)).isTrue();
        assertThat(ledger().decide(delivered.messageId(), Decision.SEND_AGAIN)).isFalse();
        assertThat(ledger().look(delivered)).isEqualTo(new Standing.Accepted(null, delivered.messageId()));
        assertThat(ledger().decide(lost.digest().substring(0, 32), Decision.SEND_AGAIN))
                .isTrue();
        assertThat(ledger().claim(lost, "two", HOUR, Again.NO)).isInstanceOf(Standing.Resumable.class);
        assertThat(ledger().decide(inHalf.digest(), Decision.SEND_AGAIN)).isTrue();
        assertThat(ledger().look(inHalf)).isEqualTo(new Standing.Resumable(List.of(), List.of()));
        assertThat(ledger().decide(busy.digest(), Decision.SEND_AGAIN))
                .as("somebody is at it")
                .isFalse();
    }

    @Test
    void givesEachOfManyMailsToOneOfManyRacers() throws Exception {
        List<LedgerMail> raced = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            raced.add(mail());
        }
        List<JdbcSendLedger> processes = List.of(ledger(), ledger(), ledger());
        List<Callable<Boolean>> race = new ArrayList<>();
        for (LedgerMail mail : raced) {
            for (int racer = 0; racer < 6; racer++) {
                JdbcSendLedger process = processes.get(racer % processes.size());
                String owner = "racer " + racer;
                race.add(() -> process.claim(mail, owner, HOUR, Again.NO) instanceof Standing.Ours);
            }
        }
        Collections.shuffle(race, new Random(1));
        ExecutorService threads = Executors.newFixedThreadPool(48);
        try {
            int ours = 0;
            for (Future<Boolean> racer : threads.invokeAll(race)) {
                ours += racer.get() ? 1 : 0;
            }
            assertThat(ours).isEqualTo(raced.size());
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void forgetsWhatIsDecidedAndNothingElse() {
        LedgerMail sent = mail();
        LedgerMail doubtful = mail();
        ledger().claim(sent, "one", HOUR, Again.NO);
        ledger().settle(sent, "one", ACCEPTED);
        ledger().claim(doubtful, "one", Duration.ZERO, Again.NO);
        ledger().purge(Instant.now().minus(HOUR));
        assertThat(ledger().look(sent)).isInstanceOf(Standing.Accepted.class);
        makeOld(sent, doubtful);
        ledger().purge(Instant.now().minus(Duration.ofDays(20)));
        assertThat(ledger().look(sent)).isNull();
        assertThat(ledger().look(doubtful))
                .isInstanceOfSatisfying(Standing.Uncertain.class, doubt -> assertThat(doubt.since())
                        .isBefore(Instant.now().minus(Duration.ofDays(29))));
    }

    /** Lets rows look as if their mails had been begun thirty days ago. */
    protected abstract void makeOld(LedgerMail... mails);
}
