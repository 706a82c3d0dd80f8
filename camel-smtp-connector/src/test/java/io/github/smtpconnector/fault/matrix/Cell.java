// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One situation: what goes wrong where, on what connection, of what server. */
record Cell(Step step, Wrong wrong, Connection connection, boolean pipelining, boolean chunking) {

    /** What the connection has been through. */
    enum Connection {
        /** Nothing. */
        NEW(0),
        /** One mail: nobody knows whether the server keeps connections open. */
        UNPROVEN(1),
        /** Two mails, so that the server is trusted with a third in one flight. */
        PROVEN(2);

        final int mails;

        Connection(int mails) {
            this.mails = mails;
        }
    }

    static List<Cell> all() {
        List<Cell> all = new ArrayList<>();
        for (Step step : Step.values()) {
            for (Wrong wrong : Wrong.values()) {
                for (Connection connection : Connection.values()) {
                    for (int extensions = 0; extensions < 4; extensions++) {
                        boolean chunking = (extensions & 1) != 0;
                        // DATA and BDAT are one step in two forms.
                        if (step != (chunking ? Step.DATA : Step.BDAT)) {
                            all.add(new Cell(step, wrong, connection, (extensions & 2) != 0, chunking));
                        }
                    }
                }
            }
        }
        return all;
    }

    /** Whether envelope and content travel together, so that nothing is known until all is answered. */
    boolean oneFlight() {
        return pipelining && chunking && isTrusted() && !isLarge();
    }

    private boolean isTrusted() {
        return connection != Connection.UNPROVEN;
    }

    /** Whether the mail must be larger than the buffers between, for the fault to meet it under way. */
    boolean isLarge() {
        return step == Step.BDAT || step == Step.BODY;
    }

    /** Whether a condition of the table holds here. */
    boolean is(String condition) {
        return switch (condition) {
            case "" -> true;
            case "new" -> connection == Connection.NEW;
            case "reused" -> connection != Connection.NEW;
            case "trusted" -> isTrusted();
            case "one flight" -> oneFlight();
            case "PIPELINING" -> pipelining;
            case "CHUNKING" -> chunking;
            case "no CHUNKING" -> !chunking;
            default -> throw new IllegalArgumentException("unknown condition: " + condition);
        };
    }

    @Override
    public String toString() {
        return step.title + " × " + wrong.title + " × " + connection.name().toLowerCase(Locale.ROOT)
                + (pipelining ? " × PIPELINING" : "") + (chunking ? " × CHUNKING" : "");
    }
}
