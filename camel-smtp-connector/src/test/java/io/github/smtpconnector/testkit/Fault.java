// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.IOException;

/** What a server does at one step instead of what it should. */
@FunctionalInterface
public interface Fault {

    /**
     * Does it.
     *
     * @return whether the server goes on as if it had done the right thing
     */
    boolean at(SmtpTestSession session) throws IOException;

    /** Replies with this instead; the step counts as refused. */
    static Fault reply(String... lines) {
        return session -> {
            session.write(String.join("\r\n", lines) + "\r\n");
            return false;
        };
    }

    /** Writes exactly this. */
    static Fault raw(String text) {
        return session -> {
            session.write(text);
            return false;
        };
    }

    /** Hangs up in good order. */
    static Fault close() {
        return session -> {
            session.close();
            return false;
        };
    }

    /** Hangs up with RST. */
    static Fault reset() {
        return session -> {
            session.reset();
            return false;
        };
    }

    /** Says this and hangs up. */
    static Fault replyAndClose(String line) {
        return session -> {
            session.write(line + "\r\n");
            session.close();
            return false;
        };
    }

    /** Does the right thing and hangs up. */
    static Fault thenClose() {
        return session -> {
            session.closeAfterReply();
            return true;
        };
    }

    /** Does the right thing, and hangs up before it could say so. */
    static Fault closeUnsaid() {
        return session -> {
            session.line.closeAtNextWrite();
            return true;
        };
    }

    /** Says nothing more, and keeps the connection open. */
    static Fault silence() {
        return session -> {
            session.fallSilent();
            return false;
        };
    }
}
