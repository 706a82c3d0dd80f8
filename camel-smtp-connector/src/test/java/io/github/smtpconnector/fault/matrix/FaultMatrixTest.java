// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Every step of the dialogue and every fault, on each kind of connection and server: {@code docs/faults.md}. */
class FaultMatrixTest {

    private static final int STEPS = 14;
    private static final int FAULTS = 16;
    private static final int CONNECTIONS = 3;
    private static final int SERVERS = 4;

    /** Each cell has a server, a pool and a clock of its own, and mostly waits. */
    private static final int AT_ONCE = 4;

    private final FaultsPage page = new FaultsPage();

    @Test
    void hasNoHoleAndNoRowForNothing() {
        Set<FaultsPage.Row> used = new LinkedHashSet<>();
        for (Cell cell : Cell.all()) {
            Optional<FaultsPage.Row> row = page.rowOf(cell);
            assertThat(row).as("%s stands in a row", cell).isPresent();
            used.add(row.get());
        }
        assertThat(used).containsExactlyInAnyOrderElementsOf(page.rows());
        assertThat(Cell.all()).hasSize(STEPS * FAULTS * CONNECTIONS * SERVERS);
        long played = Cell.all().stream().filter(page::isPossible).count();
        String count = "%,d cells: %,d are played, %,d cannot be."
                .formatted(Cell.all().size(), played, Cell.all().size() - played);
        System.out.println("Fault matrix: " + count);
        assertThat(page.text()).contains(count);
    }

    @Test
    void showsInTheOverviewWhatTheRulesSay() {
        assertThat(page.text()).contains(page.overview());
    }

    @Test
    void endsEachFaultAsTheTableSays() throws Exception {
        ExecutorService players = Executors.newFixedThreadPool(AT_ONCE);
        List<String> wrong = new ArrayList<>();
        try {
            Map<Cell, Future<Seen>> played = new LinkedHashMap<>();
            for (Cell cell : Cell.all()) {
                if (page.isPossible(cell)) {
                    played.put(cell, players.submit(() -> play(cell)));
                }
            }
            for (Map.Entry<Cell, Future<Seen>> each : played.entrySet()) {
                compare(each.getKey(), each.getValue(), wrong);
            }
        } finally {
            players.shutdownNow();
        }
        assertThat(String.join("\n", wrong)).isEmpty();
    }

    private Seen play(Cell cell) {
        try (Trial trial = new Trial(cell, page.patience(cell.step()))) {
            return trial.play();
        }
    }

    private void compare(Cell cell, Future<Seen> played, List<String> wrong) throws InterruptedException {
        try {
            Seen seen = played.get();
            if (!seen.equals(page.expected(cell))) {
                wrong.add(cell + ": " + seen + " instead of " + page.expected(cell));
            }
        } catch (ExecutionException e) {
            wrong.add(cell + ": " + e.getCause());
        }
    }
}
