// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

/** Where a mail waits for others before its own wait for a connection begins. */
public interface Door {

    /** No mail waits for another. */
    Door OPEN = new Door() {};

    /** Waits until this mail may begin to wait for a connection and for its turn. Followed by {@link #leave}. */
    default void enter() {}

    /** The mail waits no longer: it has a connection, or may open one, or will not have any. */
    default void leave() {}
}
