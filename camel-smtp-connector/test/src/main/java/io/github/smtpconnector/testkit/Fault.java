// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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

    /** Says this and no more; hangs up once the client has. */
    static Fault farewell(String line) {
        return session -> {
            session.write(line + "\r\n");
            session.line.endReplies();
            return false;
        };
    }

    /** Octet after octet, slowly, of what never ends, begun with these. */
    static Fault drip(String begin) {
        return session -> {
            session.write(begin);
            session.server.silent.countDown();
            session.line.dripForEver();
            return false;
        };
    }

    /** These octets again and again, as fast as the client takes them. */
    static Fault endless(String text) {
        return session -> {
            while (true) {
                session.write(text);
            }
        };
    }

    /** Does the right thing, with these octets behind its reply and in the same segment. */
    static Fault alsoSaying(String text) {
        return session -> {
            session.line.append(text);
            return true;
        };
    }

    /** Does the right thing and says this instead. */
    static Fault claiming(String line) {
        return session -> {
            session.line.mute();
            session.line.append(line + "\r\n");
            return true;
        };
    }

    /** Does the right thing and does not say so. */
    static Fault wordless() {
        return session -> {
            session.line.mute();
            return true;
        };
    }

    /** Does the right thing; from here on each octet goes out by itself. */
    static Fault octetByOctet() {
        return session -> {
            session.line.split();
            return true;
        };
    }

    /** Neither reads nor writes any more, and keeps the connection open. */
    static Fault deaf() {
        return session -> {
            session.server.silent.countDown();
            session.server.await(session.server.hungUp);
            return false;
        };
    }

    /** Waits until the client has said more before it does this. */
    static Fault afterOctets(Fault fault) {
        return session -> {
            session.awaitOctets();
            return fault.at(session);
        };
    }

    /** The same beside taking in whatever the client sends. */
    static Fault endlessBeside(String text) {
        return session -> {
            Thread talker = new Thread(() -> {
                try {
                    endless(text).at(session);
                } catch (IOException e) {
                    // The client has had enough.
                }
            });
            talker.setDaemon(true);
            talker.start();
            session.line.swallow();
            return false;
        };
    }

    /** Says this now, and does the right thing besides. */
    static Fault saying(String text) {
        return session -> {
            session.write(text);
            return true;
        };
    }

    /** Says that it is reached, waits for the latch, and does the right thing; says nothing more when that takes too long. */
    static Fault held(CountDownLatch until) {
        return session -> {
            session.reached();
            try {
                return until.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** Does this when the test says so. */
    static Fault whenReleased(Fault fault) {
        return session -> {
            session.server.silent.countDown();
            session.server.await(session.server.released);
            return fault.at(session);
        };
    }
}
