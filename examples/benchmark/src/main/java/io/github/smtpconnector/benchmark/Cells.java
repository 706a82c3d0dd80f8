// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import static io.github.smtpconnector.benchmark.Security.IMPLICIT;
import static io.github.smtpconnector.benchmark.Security.PLAIN;
import static io.github.smtpconnector.benchmark.Security.STARTTLS;

import io.github.smtpconnector.benchmark.Cell.Way;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** All cells there are, and the choice of those to run. */
public final class Cells {
    private static final List<Cell> TARGETS = List.of(
            Cell.small(PLAIN, 8, 0).by(Way.FIRST_MAILS),
            Cell.small(STARTTLS, 8, 0).by(Way.POSTFIX),
            Cell.small(PLAIN, 64, 0).on(5, 16).by(Way.ONE_CONSUMER),
            Cell.small(STARTTLS, 64, 0).on(5, 16).by(Way.ONE_CONSUMER),
            Cell.small(PLAIN, 80, 20).on(5, 16).by(Way.ONE_CONSUMER),
            Cell.small(PLAIN, 1, 0),
            Cell.small(PLAIN, 8, 0),
            Cell.small(PLAIN, 64, 0).on(5, 16),
            Cell.small(STARTTLS, 8, 0),
            Cell.small(STARTTLS, 8, 20),
            Cell.small(STARTTLS, 8, 20).withoutChunking(),
            Cell.small(STARTTLS, 16, 20).on(8, 2).withoutChunking(),
            Cell.small(PLAIN, 64, 20).on(5, 16),
            Cell.small(PLAIN, 8, 20).of(Payload.HUNDRED_RECIPIENTS),
            Cell.small(PLAIN, 1, 0).of(Payload.ATTACHMENT_10_MB),
            Cell.small(IMPLICIT, 1, 0).of(Payload.ATTACHMENT_10_MB));

    private Cells() {}

    /** {@code targets}, {@code all}, or a regular expression found in the names of all cells. */
    static List<Cell> chosenBy(String filter) {
        List<Cell> chosen =
                switch (filter) {
                    case "targets" -> TARGETS;
                    case "all" -> List.copyOf(all());
                    default -> matching(Pattern.compile(filter));
                };
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("No cell is called " + filter + "; there are "
                    + all().stream().map(Cell::name).toList());
        }
        return chosen;
    }

    public static Cell named(String name) {
        return all().stream()
                .filter(cell -> cell.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No cell is called " + name));
    }

    private static List<Cell> matching(Pattern filter) {
        return all().stream().filter(cell -> filter.matcher(cell.name()).find()).toList();
    }

    private static Set<Cell> all() {
        List<Cell> matrix = new ArrayList<>(TARGETS);
        for (int roundTrip : new int[] {0, 20}) {
            for (Security security : Security.values()) {
                for (int senders : new int[] {1, 8, 64}) {
                    matrix.add(Cell.small(security, senders, roundTrip));
                }
                matrix.add(Cell.small(security, 8, roundTrip).of(Payload.HUNDRED_RECIPIENTS));
                matrix.add(Cell.small(security, 8, roundTrip).withoutChunking());
                matrix.add(Cell.small(security, 4, roundTrip).on(2, 2).withoutChunking());
            }
        }
        for (Security security : Security.values()) {
            matrix.add(Cell.small(security, 1, 0).of(Payload.ATTACHMENT_10_MB));
            matrix.add(Cell.small(security, 1, 0).of(Payload.ATTACHMENT_10_MB).withoutChunking());
        }
        return new LinkedHashSet<>(matrix);
    }
}
