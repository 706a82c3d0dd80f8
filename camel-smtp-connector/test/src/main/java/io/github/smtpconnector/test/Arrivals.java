// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The mails that came, and waiting for more. */
final class Arrivals {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition another = lock.newCondition();
    private final List<Mail> mails = new ArrayList<>();

    void add(Mail mail) {
        lock.lock();
        try {
            mails.add(mail);
            another.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            mails.clear();
        } finally {
            lock.unlock();
        }
    }

    List<Mail> now() {
        lock.lock();
        try {
            return List.copyOf(mails);
        } finally {
            lock.unlock();
        }
    }

    /** The mails once they are enough, or those that are there when the time is over. */
    List<Mail> await(Predicate<List<Mail>> enough, Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!enough.test(List.copyOf(mails)) && left > 0) {
                left = another.awaitNanos(left);
            }
            return List.copyOf(mails);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.copyOf(mails);
        } finally {
            lock.unlock();
        }
    }
}
