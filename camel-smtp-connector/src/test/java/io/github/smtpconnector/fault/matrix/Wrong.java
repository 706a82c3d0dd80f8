// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault.matrix;

import io.github.smtpconnector.testkit.Fault;

/** What goes wrong. */
enum Wrong {
    FIN("FIN"),
    RST("RST"),
    SILENCE("silence"),
    DRIP("drip"),
    GARBAGE("garbage"),
    ENDLESS_LINE("endless line"),
    ENDLESS_LINES("endless lines"),
    WRONG_CODE("wrong code"),
    MIXED_CODES("mixed codes"),
    LATER("4yz"),
    NEVER("5yz"),
    UNKNOWN_COMMAND("502"),
    CLOSING("421"),
    EARLY("early reply"),
    SPLIT("split reply"),
    INTERRUPT("interrupt");

    private static final String ENDLESS = "x".repeat(8000);
    private static final String MORE = "250-more\r\n".repeat(800);

    /** The head of a TLS record of 16 KB. */
    private static final String RECORD = "\u0016\u0003\u0003\u0040\u0000";

    final String title;

    Wrong(String title) {
        this.title = title;
    }

    /** Whether only the clock can end it. */
    boolean isTimed() {
        return this == SILENCE || this == DRIP;
    }

    /** What the server does at this step; {@link #EARLY} takes two steps and is the scene's affair. */
    Fault at(Step step) {
        Fault fault = faultAt(step);
        boolean answersHello = step == Step.HANDSHAKE && this != SILENCE && this != SPLIT;
        return answersHello ? Fault.afterOctets(fault) : fault;
    }

    /** The reply that it is, or empty where it is none. */
    String reply(Step step) {
        return switch (this) {
            case WRONG_CODE -> step.wrong;
            case LATER -> step.later;
            case NEVER -> step.never;
            case UNKNOWN_COMMAND -> "502 5.5.1 not implemented";
            case CLOSING -> "421 4.3.2 closing";
            default -> "";
        };
    }

    private Fault faultAt(Step step) {
        boolean body = step == Step.BODY;
        boolean large = body || step == Step.BDAT;
        return switch (this) {
            case FIN -> Fault.close();
            // A reset can be quicker than the end of connect.
            case RST -> step == Step.GREETING ? Fault.whenReleased(Fault.reset()) : Fault.reset();
            case INTERRUPT -> Fault.silence();
            case SILENCE -> body ? Fault.deaf() : Fault.silence();
            case DRIP -> Fault.drip(step == Step.HANDSHAKE ? RECORD : "250-");
            case GARBAGE -> Fault.raw("garbage\r\n");
            case ENDLESS_LINE -> large ? Fault.endlessBeside(ENDLESS) : Fault.endless(ENDLESS);
            case ENDLESS_LINES -> large ? Fault.endlessBeside(MORE) : Fault.endless(MORE);
            case MIXED_CODES -> Fault.reply("250-one", "550 two");
            case WRONG_CODE, LATER, NEVER, UNKNOWN_COMMAND -> Fault.reply(reply(step));
            case CLOSING -> Fault.farewell(reply(step));
            case SPLIT -> Fault.octetByOctet();
            case EARLY -> throw new IllegalArgumentException();
        };
    }
}
