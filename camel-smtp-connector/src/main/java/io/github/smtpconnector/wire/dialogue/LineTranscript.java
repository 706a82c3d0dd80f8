// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import io.github.smtpconnector.outcome.Printable;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is said over one line, as the {@link Transcript} is told it. Content is a number of octets, its headers too. Of
 * what is said in confidence nothing is told but the mechanism's name. Each line begins with the local port, by which a
 * server's log or a packet capture knows the connection, and the milliseconds since it was opened. The thread that
 * writes to the line may write here too. So may, at the same time, the thread that reads from it.
 */
public final class LineTranscript {

    private static final String MASK = "***";
    private static final String AUTH = "AUTH ";

    private final Transcript transcript;
    private final LongSupplier nanoTime;
    private final long start;
    private int localPort;
    private @Nullable InetSocketAddress remote;
    private long content;

    LineTranscript(Transcript transcript, LongSupplier nanoTime) {
        this.transcript = transcript;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    void connected(int port, InetSocketAddress to) {
        localPort = port;
        remote = to;
        if (isOn()) {
            event("connected");
        }
    }

    /** To be asked before anything is told, so that no text is made in vain. */
    public boolean isOn() {
        try {
            return transcript.isOn();
        } catch (RuntimeException | Error e) {
            return false;
        }
    }

    /** The client says this. */
    void command(String command, boolean confidential) {
        contentEnds();
        // A login is told as one even if the caller forgets to say it in confidence.
        tell("C: ", confidential || command.regionMatches(true, 0, AUTH, 0, AUTH.length()) ? masked(command) : command);
    }

    private static String masked(String command) {
        int end = command.indexOf(' ', AUTH.length());
        if (!command.startsWith(AUTH)) {
            return MASK;
        }
        return end < 0 ? command : command.substring(0, end + 1) + MASK;
    }

    /** The client writes so many octets of content; told when it stops. */
    void content(int octets) {
        content += octets;
    }

    void contentEnds() {
        if (content > 0) {
            tell("C: ", "(" + content + " octets of content)");
            content = 0;
        }
    }

    /** The server says this. A challenge in a login (334) is part of the secret: an answer can be tried against it. */
    void reply(Reply reply, boolean confidential) {
        int last = reply.lines().size() - 1;
        for (int i = 0; i <= last; i++) {
            String text = confidential && reply.is(334) ? MASK : reply.lines().get(i);
            tell("S: ", reply.code() + (i < last ? "-" : " ") + text);
        }
    }

    /** Something happens to the line. */
    public void event(String what) {
        tell("", what);
    }

    /** The server says nothing, or nothing that is SMTP. */
    void noReply(@Nullable String why) {
        tell("S: ", "(no reply: " + why + ")");
    }

    /** A log that throws must not decide what becomes of a mail: to the dialogue it makes no difference. */
    private void tell(String who, String what) {
        try {
            transcript.line(where() + who + Printable.escape(what));
        } catch (RuntimeException | Error e) {
            // There is no place to report it.
        }
    }

    private String where() {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - start);
        InetSocketAddress to = remote;
        String where = to == null
                ? "not connected"
                : localPort + " to " + to.getAddress().getHostAddress() + ":" + to.getPort();
        return "[" + where + ", " + millis + " ms] ";
    }
}
