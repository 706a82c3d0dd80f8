// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.flight;

import java.util.concurrent.locks.LockSupport;

/** A sender that wants the line for a dialogue of its own. */
final class Borrower implements Passenger {

    private final Thread sender = Thread.currentThread();
    private volatile boolean granted;

    boolean isGranted() {
        return granted;
    }

    void grant() {
        granted = true;
        LockSupport.unpark(sender);
    }
}
