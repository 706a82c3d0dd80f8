// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.flight;

import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.LineEnd;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Carries flights over one connection. A sender that finds nobody writing writes for all that wait, in one go; one that
 * finds nobody reading reads for all until its own mail has landed. Between flights a sender may have the line for a
 * dialogue of its own. First come, first served. Thread-safe.
 */
public final class Ferry {

    /** As many as there may be mails in flight, mostly. */
    private static final int SPARE = 16;

    private final Dialogue dialogue;
    private final Shore shore;
    private final ReentrantLock lock = new ReentrantLock();
    private final Quay quay;
    private final Deque<Flight> flying = new ArrayDeque<>();
    private final Deque<FlightOctets> spare = new ArrayDeque<>();
    private boolean writing;
    private boolean reading;
    private boolean corked;

    /** How a write broke, as it looks to others than its sender. */
    private volatile @Nullable LineEnd wreck;

    /** How the line ended for those who are still to hear. For the thread that reads. */
    private @Nullable LineEnd over;

    /** Over a connection and its line. */
    public Ferry(Dialogue dialogue, Shore shore) {
        this.dialogue = dialogue;
        this.shore = shore;
        this.quay = new Quay(dialogue, shore);
    }

    /** For the octets of one flight, which are written nowhere else. What was written is used again. */
    public FlightOctets octets(int expectedCommands, int expectedContent) {
        FlightOctets old;
        lock.lock();
        try {
            old = spare.poll();
        } finally {
            lock.unlock();
        }
        return (old == null ? new FlightOctets() : old).begin(expectedCommands, expectedContent);
    }

    /** Carries a flight of the calling thread, and waits until it has landed, whatever happens. */
    public Verdict carry(Flight flight) {
        boolean interrupted = false;
        put(flight);
        while (!flight.hasLanded()) {
            if (!read(flight)) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return flight.verdict();
    }

    /** Waits until no flight is under way; no other goes before {@link #giveBack}. Others may borrow at the same time. */
    public void borrow() {
        Borrower borrower = new Borrower();
        boolean interrupted = false;
        put(borrower);
        while (!borrower.isGranted()) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The borrowed line is free again. */
    public void giveBack() {
        lock.lock();
        try {
            quay.giveBack();
        } finally {
            lock.unlock();
        }
        write();
    }

    private void put(Passenger passenger) {
        lock.lock();
        try {
            quay.join(passenger);
        } finally {
            lock.unlock();
        }
        write();
    }

    /** Writes for all that wait, if another thread does not do so already or soon. */
    private void write() {
        // It would close the line under others' mail.
        boolean interrupted = Thread.interrupted();
        while (writeGroup()) {
            // Others have come meanwhile, perhaps.
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether there may be more to do. */
    private boolean writeGroup() {
        List<Flight> group = new ArrayList<>();
        Quay.Refused refused;
        lock.lock();
        try {
            if (writing || corked) {
                return false;
            }
            refused = quay.board(group, flying.isEmpty(), wreck != null);
            writing = !group.isEmpty();
        } finally {
            lock.unlock();
        }
        if (!group.isEmpty()) {
            write(group);
        }
        if (refused != null) {
            land(refused.flight(), refused.verdict());
        }
        return !group.isEmpty() || refused != null;
    }

    private void write(List<Flight> group) {
        LineEnd broken = null;
        try {
            for (Flight flight : group) {
                flight.write();
            }
            group.get(0).dialogue().flush();
        } catch (IOException | RuntimeException | Error e) {
            broken = LineEnd.of(dialogue.line(), e);
        }
        Flight next;
        lock.lock();
        try {
            for (Flight flight : group) {
                flight.wrote(dialogue.line().left(), broken);
                if (flight.octets().room() <= Quay.GROUP && spare.size() < SPARE) {
                    spare.push(flight.octets());
                }
                flying.add(flight);
            }
            if (broken != null) {
                wreck = broken.toAnother();
            }
            writing = false;
            next = reading ? null : flying.peek();
        } finally {
            lock.unlock();
        }
        wake(next);
    }

    private static void wake(@Nullable Flight next) {
        if (next != null && !next.isOfCallingThread()) {
            next.wake();
        }
    }

    /** Reads for all, if no other thread does so, until this flight has landed. Returns whether it has read. */
    private boolean read(Flight own) {
        Flight head;
        lock.lock();
        try {
            head = reading ? null : flying.peek();
            reading |= head != null;
        } finally {
            lock.unlock();
        }
        if (head == null) {
            return false;
        }
        // Octets on their way cannot be called back. In a read an interrupt would close the line under others' mail
        // too.
        boolean interrupted = Thread.interrupted();
        try {
            while (head != null && !own.hasLanded()) {
                Verdict verdict = hear(head);
                if (verdict != null) {
                    head = landed(head, verdict);
                }
            }
        } finally {
            leave();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return true;
    }

    // Who writes when is right in any case; a scheduler that does not yield costs more writes, and nothing else.
    @SuppressWarnings("ThreadPriorityCheck")
    private @Nullable Verdict hear(Flight head) {
        LineEnd ended = over;
        if (ended != null || !head.mayHear()) {
            return head.end(
                    ended == null ? new LineEnd(false, false, true, new ClosedChannelException()) : ended,
                    shore.closing());
        }
        if (!dialogue.hasMore()) {
            // Before it waits: those who come now, because of what was read, go together, in one write.
            Thread.yield();
            uncork();
            write();
        }
        try {
            return head.hear(shore);
        } catch (IOException | RuntimeException | Error e) {
            LineEnd first = wreck;
            return head.end(first == null ? LineEnd.of(dialogue.line(), e) : first, shore.closing());
        }
    }

    private void uncork() {
        lock.lock();
        try {
            corked = false;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the flight whose replies come next. */
    private @Nullable Flight landed(Flight flight, Verdict verdict) {
        shore.landed(verdict, flight.terms());
        if (!verdict.inOrder()) {
            // What may have been read already answers nobody knows whom.
            over = new LineEnd(dialogue.line().isExpired(), false, true, new ClosedChannelException());
        }
        Flight next;
        lock.lock();
        try {
            flying.remove();
            corked = true;
            next = flying.peek();
        } finally {
            lock.unlock();
        }
        if (next == null && wreck != null) {
            // Those who wait need another line.
            shore.abandon();
        }
        flight.land(verdict, shore.now());
        return next;
    }

    /** Another thread may read now, and write. */
    private void leave() {
        Flight next;
        lock.lock();
        try {
            reading = false;
            corked = false;
        } finally {
            lock.unlock();
        }
        write();
        lock.lock();
        try {
            next = reading ? null : flying.peek();
        } finally {
            lock.unlock();
        }
        wake(next);
    }

    /** A flight that has not gone. */
    private void land(Flight flight, Verdict verdict) {
        if (!verdict.inOrder()) {
            shore.landed(verdict, flight.terms());
        }
        flight.land(verdict, shore.now());
    }
}
