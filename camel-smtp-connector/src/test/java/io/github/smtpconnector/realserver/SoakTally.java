// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.realserver.SoakSender.Outcome;
import io.github.smtpconnector.testkit.ReceivedMail;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds what was reported of each mail against what is in the mailbox, recipient by recipient: accepted must be there
 * once, not sent must not be there, unknown may be there once.
 */
final class SoakTally {

    /** What must not be. */
    private enum Fault {
        /** Accepted, and not there. */
        LOST,
        /** There more than once. */
        DOUBLED,
        /** Reported as not sent, and there. */
        DENIED,
        /** There, and not as it was sent. */
        DAMAGED,
        /** There with another Message-ID than was reported. */
        RENAMED
    }

    private final Map<Integer, Outcome> outcomes = new HashMap<>();
    /** For each recipient the way that each copy came, with its name in the server's queue. */
    private final Map<String, List<String>> copies = new HashMap<>();

    private final Map<DeliveryState, Integer> mails = new EnumMap<>(DeliveryState.class);
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final Map<String, Integer> unknown = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();

    SoakTally(List<Outcome> reported) {
        reported.forEach(outcome -> outcomes.put(outcome.mail().number(), outcome));
        for (Fault fault : Fault.values()) {
            faults.put(fault, 0);
        }
    }

    /** A copy that is in the mailbox. */
    void found(ReceivedMail received) {
        Outcome outcome = outcomes.get(SoakMail.number(received));
        copies.computeIfAbsent(String.valueOf(received.header("Delivered-To")), to -> new ArrayList<>())
                .add(String.valueOf(received.header("Received")));
        if (!outcome.mail().isIntactIn(received)) {
            complain(Fault.DAMAGED, outcome, "the copy in the mailbox");
        }
        if (!outcome.result().messageId().equals(received.header("Message-ID"))) {
            complain(Fault.RENAMED, outcome, "to " + received.header("Message-ID"));
        }
    }

    /** Once all are found. */
    void judge() {
        outcomes.values().forEach(this::judge);
    }

    private void judge(Outcome outcome) {
        DeliveryState state = outcome.result().state();
        List<String> accepted = outcome.result().accepted();
        List<String> refused = outcome.result().rejected();
        boolean landed = false;
        for (String to : outcome.mail().recipients()) {
            List<String> ways = copies.getOrDefault(to, List.of());
            int found = ways.size();
            boolean inDoubt = state == DeliveryState.UNKNOWN && !accepted.contains(to) && !refused.contains(to);
            landed |= inDoubt && found > 0;
            if (found > 1) {
                complain(Fault.DOUBLED, outcome, "to " + to + " " + ways);
            } else if (accepted.contains(to) && found == 0) {
                complain(Fault.LOST, outcome, "to " + to);
            } else if (!accepted.contains(to) && !inDoubt && found > 0) {
                complain(Fault.DENIED, outcome, "to " + to + " " + ways);
            }
        }
        mails.merge(state, 1, Integer::sum);
        if (state == DeliveryState.UNKNOWN) {
            unknown.merge(reason(outcome) + (landed ? ": landed" : ": did not land"), 1, Integer::sum);
        }
    }

    private void complain(Fault fault, Outcome outcome, String where) {
        faults.merge(fault, 1, Integer::sum);
        complaints.add(fault + ": " + outcome.mail() + " " + where + ", reported as "
                + outcome.result().state() + ", " + reason(outcome));
    }

    private static String reason(Outcome outcome) {
        SmtpConnectorException failure = outcome.failure();
        return failure == null
                ? "no failure"
                : failure.getPhase() + ", " + failure.getFailure().problem();
    }

    /** How many were reported as each state, where the unknown ones are, and what must not be. */
    String figures() {
        StringBuilder figures = new StringBuilder("mails " + mails + ", faults " + faults);
        unknown.forEach((reason, count) -> figures.append("%n  UNKNOWN at %s %d".formatted(reason, count)));
        return figures.toString();
    }

    /** How many mails were reported like this. */
    int mails(DeliveryState state) {
        return mails.getOrDefault(state, 0);
    }

    /** One for each fault, saying which mail it is. */
    List<String> complaints() {
        return complaints;
    }
}
