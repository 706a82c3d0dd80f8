// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.pace.Grant.Kind;
import io.github.smtpconnector.testkit.InBackground;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** The pace in a table, with H2. */
class JdbcPaceKeeperTest {

    private static final Demand TEN = new Demand(1, 10, Duration.ofSeconds(100), 0, 0, null);

    private final JdbcDataSource database = new JdbcDataSource();

    {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @Test
    void processesShareOneLine() throws Exception {
        Grant one = keeper().reserve("login", TEN);
        Grant other = keeper().reserve("login", TEN);
        Grant another = keeper().reserve("another login", TEN);
        assertThat(one.first()).isLessThanOrEqualTo(Duration.ZERO);
        assertThat(other.first()).isBetween(Duration.ofSeconds(990), Duration.ofSeconds(1000));
        assertThat(another.first()).isLessThanOrEqualTo(Duration.ZERO);
    }

    /** None is given twice and none is left out, however many ask at once. */
    @Test
    void noTurnIsGivenTwice() throws Exception {
        Duration hour = Duration.ofHours(1);
        List<CompletableFuture<List<Long>>> askers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            askers.add(InBackground.supply(() -> {
                JdbcPaceKeeper keeper = keeper();
                List<Long> first = new ArrayList<>();
                for (int j = 0; j < 25; j++) {
                    first.add(Math.round(granted(keeper, new Demand(1, 1, hour, 0, 0, null)) / 3600.0));
                }
                return first;
            }));
        }
        List<Long> hours =
                askers.stream().flatMap(asker -> asker.join().stream()).sorted().toList();
        List<Long> all = new ArrayList<>();
        for (long i = 0; i < 200; i++) {
            all.add(i);
        }
        assertThat(hours).isEqualTo(all);
    }

    private static long granted(JdbcPaceKeeper keeper, Demand demand) {
        try {
            return keeper.reserve("login", demand).first().toSeconds();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPauseIsKeptByAllAndEndsForAll() throws Exception {
        JdbcPaceKeeper one = keeper();
        JdbcPaceKeeper other = keeper();
        one.reserve("login", TEN);
        one.pause("login");
        Grant paused = other.reserve("login", TEN);
        assertThat(paused.kind()).isEqualTo(Kind.PAUSED);
        assertThat(paused.first()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
        other.served("login");
        assertThat(one.reserve("login", TEN).kind()).isEqualTo(Kind.TURNS);
    }

    @Test
    void theDayIsKept() throws Exception {
        Demand demand = new Demand(1, 10, Duration.ZERO, 15, 0, null);
        assertThat(keeper().reserve("login", demand).turns()).isEqualTo(10);
        assertThat(keeper().reserve("login", demand).turns()).isEqualTo(5);
        assertThat(keeper().reserve("login", demand).kind()).isEqualTo(Kind.DAY_FULL);
    }

    /** What it took to write the row is not added to the time of the turns. */
    @Test
    void theTimeOfATurnCountsFromWhenTheRowWasRead() throws Exception {
        long[] now = {0};
        JdbcPaceKeeper keeper = new JdbcPaceKeeper(database, () -> now[0] += 1_000_000_000L);
        keeper.reserve("login", TEN);
        assertThat(keeper.reserve("login", TEN).first()).isBetween(Duration.ofSeconds(990), Duration.ofMillis(999_000));
    }

    @Test
    void aTableOfAnotherNameAndSchema() throws Exception {
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute("CREATE SCHEMA mail");
        }
        JdbcPaceKeeper keeper = keeper();
        keeper.setTable("mail.pace_of_all");
        keeper.reserve("login", TEN);
        try (Connection connection = database.getConnection();
                var rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM mail.pace_of_all")) {
            rows.next();
            assertThat(rows.getInt(1)).isOne();
        }
        assertThatThrownBy(() -> keeper.setTable("pace; DROP TABLE users"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("table:");
    }

    /** Pools of connections may begin a transaction unasked. */
    @Test
    void needsNoAutomaticCommit() throws Exception {
        JdbcPaceKeeper keeper = new JdbcPaceKeeper(new WithoutAutoCommit(database));
        keeper.reserve("login", TEN);
        assertThat(keeper().reserve("login", TEN).first()).isGreaterThan(Duration.ofSeconds(900));
    }

    @Test
    void aTableThatCannotBeMadeIsNamed() throws Exception {
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute("CREATE USER reader PASSWORD 'reader'");
        }
        JdbcDataSource reader = new JdbcDataSource();
        reader.setURL(database.getURL().replace(";DB_CLOSE_DELAY=-1", ""));
        reader.setUser("reader");
        reader.setPassword("reader");
        assertThatThrownBy(() -> new JdbcPaceKeeper(reader).reserve("login", TEN))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("smtp_pace")
                .hasMessageContaining("schema.sql");
    }

    private JdbcPaceKeeper keeper() {
        return new JdbcPaceKeeper(database);
    }

    @Test
    void refusesATimeoutThatNoStatementTakes() {
        assertThatThrownBy(() -> new JdbcPaceKeeper(database).setQueryTimeout(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("queryTimeout: -1 is refused; give seconds, or 0 for no limit");
    }
}
