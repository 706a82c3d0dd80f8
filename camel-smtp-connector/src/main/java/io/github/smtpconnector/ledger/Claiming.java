// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Claims the mails of a group: those that no claim had begun by one statement, which is all of them as a rule. */
final class Claiming implements Lane.Work<Claim, Standing> {

    private final Consumer<Claim> gone;

    /**
     * The work.
     *
     * @param gone is told the mails that became ours when no sender waited for that any more: nothing of them was sent
     */
    Claiming(Consumer<Claim> gone) {
        this.gone = gone;
    }

    @Override
    public List<Standing> answer(Session session, List<Claim> group) throws SQLException {
        LedgerSql sql = session.sql();
        Set<UUID> fresh = sql.insert(group);
        List<UUID> rest =
                group.stream().map(Claim::id).filter(id -> !fresh.contains(id)).toList();
        Map<UUID, LedgerRow> rows = sql.rows(rest, true);
        List<Standing> standings = new ArrayList<>();
        List<Claim> taken = new ArrayList<>();
        for (Claim claim : group) {
            if (fresh.contains(claim.id())) {
                standings.add(new Standing.Ours());
                continue;
            }
            LedgerRow row = rows.get(claim.id());
            if (row == null) {
                throw new SQLException("a mail was forgotten while it was claimed", "40001");
            }
            if (row.isTakeable() || (row.isUncertain() && claim.again())) {
                taken.add(claim);
            }
            standings.add(isOwn(row, claim) ? own(row, claim) : row.standing(claim.mail()));
        }
        sql.take(taken, rows);
        return standings;
    }

    /** The claim was written, and that it was did not come back. */
    private static boolean isOwn(LedgerRow row, Claim claim) {
        return row.state().equals(LedgerRow.CLAIMED) && claim.owner().equals(row.owner());
    }

    /** What it was before is not known any more; where a doubt was allowed, there may have been one. */
    private static Standing own(LedgerRow row, Claim claim) {
        List<String> served = Marks.served(row.marks(), claim.mail());
        List<String> doubted = Marks.doubted(row.marks(), claim.mail());
        return claim.again()
                ? new Standing.Uncertain(row.since(), row.owner(), served, doubted)
                : new Standing.Resumable(served, doubted);
    }

    @Override
    public void abandoned(Claim claim, Standing standing) {
        boolean became = standing instanceof Standing.Ours || standing instanceof Standing.Resumable;
        if (became) {
            gone.accept(claim);
        }
    }
}
