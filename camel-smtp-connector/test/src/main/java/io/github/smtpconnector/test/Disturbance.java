// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import io.github.smtpconnector.testkit.Fault;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What a server does at one step instead of the right thing: {@code server.at(Step.MAIL).times(2).answer("451 4.3.2 come
 * back later")}.
 */
public final class Disturbance {

    private final MailServer server;
    private final Running running;
    private final Step step;
    private int times = Integer.MAX_VALUE;
    private Predicate<String> command = any -> true;

    Disturbance(MailServer server, Running running, Step step) {
        this.server = server;
        this.running = running;
        this.step = step;
    }

    /** So often and no more, over all connections. */
    public Disturbance times(int count) {
        times = count;
        return this;
    }

    /** Only where the command names this address. */
    public Disturbance naming(String address) {
        command = text -> MailServer.address(text).equalsIgnoreCase(address);
        return this;
    }

    /**
     * Says this. With a code of 4 or 5 the step is refused; with 2 or 3 it is done.
     *
     * @param lines one line, or those of a longer reply, as in {@code 550 5.1.1 no such mailbox}
     */
    public MailServer answer(String... lines) {
        String reply = String.join("\r\n", lines);
        if (!reply.matches("(?s)[2-5]\\d\\d[ -].*")) {
            throw new IllegalArgumentException("'" + reply + "' is no reply: give three digits, a space and a text");
        }
        return does(reply.charAt(0) < '4' ? Fault.claiming(reply) : Fault.reply(reply));
    }

    /** Hangs up. */
    public MailServer hangUp() {
        return does(Fault.close());
    }

    /** Does the right thing, and hangs up before it has said so: at CONTENT the mail is there, and its sender cannot know. */
    public MailServer hangUpUnsaid() {
        return does(Fault.closeUnsaid());
    }

    /** Says nothing more, and keeps the connection open. */
    public MailServer fallSilent() {
        return does(Fault.silence());
    }

    /** Takes this time, and does the right thing then. */
    public MailServer takeTime(Duration time) {
        return does(session -> running.pause(time));
    }

    private MailServer does(Fault fault) {
        running.disturbances.add(step, command, times, fault);
        return server;
    }
}
