// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.flight;

import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.LineEnd;
import io.github.smtpconnector.wire.dialogue.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One mail as it is written in one flight: the octets of its commands and its content, and what comes of it. Made by its
 * sender. From then on the {@link Ferry} has it, until it has landed.
 */
public final class Flight implements Passenger {

    private static final List<String> RSET = List.of("RSET");

    private final Dialogue dialogue;
    private final FlightOctets octets;
    private final Recipients recipients;
    private final boolean allOrNothing;
    private final Thread sender = Thread.currentThread();

    private @Nullable FlightTerms terms;
    private @Nullable FlightOutcome outcome;
    private long end = Long.MAX_VALUE;
    private @Nullable LineEnd broken;
    private long boarded;
    private long answered;
    private long landed;
    private volatile @Nullable Verdict verdict;

    /**
     * A mail of the calling thread.
     *
     * @param dialogue with the sender's patience
     * @param recipients all that the octets name
     * @param allOrNothing whether one refused recipient is enough for the mail to go to none
     */
    public Flight(Dialogue dialogue, FlightOctets octets, Recipients recipients, boolean allOrNothing) {
        this.dialogue = dialogue;
        this.octets = octets;
        this.recipients = recipients;
        this.allOrNothing = allOrNothing;
    }

    /** What has come of it; to be asked when it has landed. */
    public Verdict verdict() {
        return Objects.requireNonNull(verdict);
    }

    /** From when it was written until the server had answered the envelope. */
    public long envelopeNanos() {
        return answered == 0 ? 0 : answered - boarded;
    }

    /** From when it was written until the server had answered the content. */
    public long messageNanos() {
        Verdict known = verdict;
        return known == null || known.taken() == null ? 0 : landed - boarded;
    }

    boolean hasLanded() {
        return verdict != null;
    }

    boolean isOfCallingThread() {
        return Thread.currentThread().equals(sender);
    }

    Dialogue dialogue() {
        return dialogue;
    }

    /** Those under which it went, or null. */
    @Nullable
    FlightTerms terms() {
        return terms;
    }

    FlightOctets octets() {
        return octets;
    }

    int size() {
        return octets.length();
    }

    int recipients() {
        return recipients.size();
    }

    void board(FlightTerms under, long now) {
        terms = under;
        outcome = new FlightOutcome(under, recipients, allOrNothing);
        boarded = now;
    }

    /** Into the buffer of the line. */
    void write() throws IOException {
        boolean reset = Objects.requireNonNull(terms).reset();
        recipients.allWritten();
        if (reset) {
            dialogue.write(RSET, 0, octets.array(), 0, FlightOctets.RSET);
        }
        int start = FlightOctets.RSET;
        dialogue.write(octets.commands(), octets.content(), octets.array(), start, octets.length() - start);
        end = dialogue.line().written();
    }

    /** The write has ended, when so many octets of the line had left or may have. */
    void wrote(long left, @Nullable LineEnd how) {
        broken = how == null ? null : seen(how);
        if (left >= end) {
            outcome().handedOver();
        } else {
            outcome().writeBroke(Objects.requireNonNull(broken));
        }
    }

    private LineEnd seen(LineEnd over) {
        return isOfCallingThread() ? over : over.toAnother();
    }

    private FlightOutcome outcome() {
        return Objects.requireNonNull(outcome);
    }

    /** Waits for the next reply and hears it. Returns what has come of the mail, or null as long as that is open. */
    @Nullable
    Verdict hear(Shore shore) throws IOException {
        Reply reply = dialogue.read(outcome().awaited());
        outcome().hear(reply);
        if (answered == 0 && outcome().isEnvelopeAnswered()) {
            answered = shore.now();
        }
        return outcome().verdict();
    }

    /** Whether replies may still come. */
    boolean mayHear() {
        return outcome().mayHear();
    }

    /** The line has ended. */
    Verdict end(LineEnd over, @Nullable Reply closing) {
        if (closing != null) {
            outcome().endedAfter(closing);
        } else {
            outcome().ended(broken == null ? seen(over) : broken);
        }
        return Objects.requireNonNull(outcome().verdict());
    }

    void land(Verdict came, long now) {
        landed = now;
        verdict = came;
        wake();
    }

    /** It is this one's turn to do what is to be done, or there is nothing to wait for any more. */
    void wake() {
        LockSupport.unpark(sender);
    }
}
