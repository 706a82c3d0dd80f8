// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.ledger.SendLedger.Again;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.testkit.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger in H2, and what does not depend on the database. */
class JdbcSendLedgerTest extends LedgerContract {

    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final LedgerMail MAIL = new LedgerMail(DIGEST, '<' + DIGEST + "@a.example>", List.of("a@a.example"));

    private final DataSource database = h2("ledger" + System.identityHashCode(this));

    static JdbcDataSource h2(String name) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        return database;
    }

    @Override
    protected DataSource database() {
        return database;
    }

    @Override
    protected void makeOld(LedgerMail... mails) {
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE smtp_ledger SET begun = ? WHERE id = ?")) {
            for (LedgerMail mail : mails) {
                update.setObject(1, OffsetDateTime.now().minusDays(30));
                update.setObject(2, MailNames.id(mail.digest()));
                update.executeUpdate();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "a b", "", "1a", "a.b.c", "a'--"})
    void refusesANameThatIsNoTable(String name) {
        assertThatThrownBy(() -> new JdbcSendLedger().setTable(name)).hasMessageContaining("table: '" + name + "'");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> new JdbcSendLedger().look(MAIL)).hasMessageContaining("dataSource: none is given");
        JdbcSendLedger ledger = new JdbcSendLedger(database);
        ledger.setCreateTable(false);
        assertThatThrownBy(() -> ledger.look(MAIL)).hasMessageContaining("SMTP_LEDGER");
        assertThatThrownBy(() -> ledger.decide("an invoice", Decision.DELIVERED))
                .hasMessageContaining("names no mail");
    }

    @Test
    void keepsItsRowsWhereItIsTold() {
        JdbcSendLedger ledger = new JdbcSendLedger(database);
        ledger.setTable("of_its_own");
        ledger.claim(MAIL, "one", Duration.ofHours(1), Again.NO);
        assertThat(new JdbcSendLedger(database).look(MAIL)).isNull();
    }

    @Test
    void letsAShorterLeaseOfItsOwnWin() {
        JdbcSendLedger ledger = new JdbcSendLedger(database);
        ledger.setLease(Duration.ofNanos(1));
        ledger.claim(MAIL, "one", Duration.ofHours(1), Again.NO);
        assertThat(ledger.look(MAIL)).isInstanceOf(Standing.Uncertain.class);
    }

    /** The commit is done, and its answer does not come back: the second try finds its own claim. */
    @Test
    void recognizesItsOwnClaimWhenItDoesNotKnowThatItWasWritten() {
        FlakyDatabase flaky = new FlakyDatabase(database);
        JdbcSendLedger ledger = new JdbcSendLedger(flaky);
        ledger.claim(new LedgerMail("f".repeat(64), "<f@a.example>", List.of()), "one", Duration.ofHours(1), Again.NO);
        flaky.loseTheNextCommitAnswer();
        assertThat(ledger.claim(MAIL, "one", Duration.ofHours(1), Again.NO)).isInstanceOf(Standing.Resumable.class);
        assertThat(ledger.claim(MAIL, "two", Duration.ofHours(1), Again.NO)).isInstanceOf(Standing.Busy.class);
    }

    @Test
    void writesAnOutcomeLaterThatCannotBeWrittenNow() {
        FlakyDatabase flaky = new FlakyDatabase(database);
        JdbcSendLedger ledger = new JdbcSendLedger(flaky);
        ledger.claim(MAIL, "one", Duration.ofHours(1), Again.NO);
        flaky.goDown();
        Settlement accepted = new Settlement(DeliveryState.ACCEPTED, null, MAIL.recipients(), List.of(), 0);
        assertThatThrownBy(() -> ledger.settle(MAIL, "one", accepted)).hasMessageContaining("the database is down");
        assertThat(ledger.unwritten()).isEqualTo(1);
        flaky.comeUp();
        Waiting.until(() -> ledger.unwritten() == 0, Duration.ofSeconds(20), () -> "" + ledger.unwritten());
        assertThat(ledger.look(MAIL)).isInstanceOf(Standing.Accepted.class);
    }

    /** Nobody waits for a database that hangs, and a claim that comes too late is given back. */
    @Test
    void givesBackAClaimThatNobodyWaitsForAnyMore() {
        FlakyDatabase flaky = new FlakyDatabase(database);
        JdbcSendLedger ledger = new JdbcSendLedger(flaky);
        ledger.setTimeout(Duration.ofMillis(100));
        JdbcSendLedger other = new JdbcSendLedger(database);
        other.look(MAIL);
        flaky.hang();
        assertThatThrownBy(() -> ledger.claim(MAIL, "one", Duration.ofHours(1), Again.NO))
                .hasMessageContaining("did not answer within 100 ms");
        flaky.comeUp();
        Waiting.until(
                () -> other.look(MAIL) instanceof Standing.Resumable,
                Duration.ofSeconds(20),
                () -> String.valueOf(other.look(MAIL)));
    }

    /** A pool's connection keeps its way of committing. */
    @Test
    void givesConnectionsBackAsItGotThem() {
        FlakyDatabase watched = new FlakyDatabase(database);
        JdbcSendLedger ledger = new JdbcSendLedger(watched);
        ledger.claim(MAIL, "one", Duration.ofHours(1), Again.NO);
        ledger.uncertain(10);
        Waiting.until(() -> watched.open() == 0, Duration.ofSeconds(20), () -> watched.open() + " are open");
        assertThat(watched.closedInATransaction()).isZero();
    }
}
