// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks SMTP correctly until told otherwise: {@code on("RCPT", 2, Fault.reply("550 no"))} replaces what
 * it does at the second RCPT of each connection. Keeps what it was told and every mail it said 250 to.
 */
public final class SmtpTestServer implements AutoCloseable {

    private final Door door;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    final List<String> capabilities = new ArrayList<>();
    final Map<String, Fault> faults = new ConcurrentHashMap<>();
    final AtomicInteger taken = new AtomicInteger();
    final AtomicInteger queued = new AtomicInteger();
    final Mailbag mails = new Mailbag();
    final Mailbag refused = new Mailbag();
    final List<SmtpTestSession> sessions = new CopyOnWriteArrayList<>();
    final TestLogins logins = new TestLogins();

    @Nullable
    SSLContext implicitTls;

    @Nullable
    SSLContext startTls;

    final CountDownLatch silent = new CountDownLatch(1);
    final CountDownLatch reached = new CountDownLatch(1);
    long cutAfter = Long.MAX_VALUE;
    long cutRepliesAfter = Long.MAX_VALUE;
    int maxRecipients = Integer.MAX_VALUE;
    boolean demandingCertificates;
    boolean discarding;
    boolean buffered;
    final CountDownLatch hungUp = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);

    /** A mail that the server has answered with this reply, 250; or without one, where it was refused. */
    @SuppressWarnings("ArrayRecordComponent") // No two mails are compared as records.
    public record TakenMail(String mailCommand, List<String> recipients, byte[] content, int connection, String reply) {

        public ReceivedMail parsed() {
            return ReceivedMail.parse(content);
        }
    }

    public SmtpTestServer() {
        this(0);
    }

    /** At a port that the test has found free. */
    public SmtpTestServer(int port) {
        door = new Door(port, this::serve);
        capabilities.addAll(List.of("PIPELINING", "SIZE 0", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "CHUNKING"));
    }

    /** Begins to accept connections. */
    public SmtpTestServer start() {
        door.open();
        return this;
    }

    public SmtpTestServer without(String... keywords) {
        capabilities.removeIf(line -> Arrays.asList(keywords).contains(line.split(" ", -1)[0]));
        return this;
    }

    public SmtpTestServer with(String... lines) {
        for (String line : lines) {
            without(line.split(" ", -1)[0]);
            capabilities.add(line);
        }
        return this;
    }

    /** From the first octet. */
    public SmtpTestServer implicitTls(SSLContext context) {
        implicitTls = context;
        return this;
    }

    /** Offers STARTTLS; with it come no other capabilities than in clear. */
    public SmtpTestServer startTls(SSLContext context) {
        startTls = context;
        return this;
    }

    /** A client that shows no certificate in the TLS handshake is turned away. */
    public SmtpTestServer demandingCertificates() {
        demandingCertificates = true;
        return this;
    }

    /** Offers these mechanisms and knows this login. */
    public SmtpTestServer login(String username, String password, String... mechanisms) {
        logins.passwords.put(username, password);
        return offering(mechanisms);
    }

    /** Who may log in, and how honest the server is about it. */
    public TestLogins logins() {
        return logins;
    }

    /** Offers these mechanisms, and accepts no login until {@link #logins} says otherwise. */
    public SmtpTestServer offering(String... mechanisms) {
        return with("AUTH " + String.join(" ", mechanisms));
    }

    /** Counts what comes and keeps none of it: for what is too much to be kept. */
    public SmtpTestServer discarding() {
        discarding = true;
        return this;
    }

    /**
     * Takes in what has come at once, as servers do: then it hangs up in good order (FIN), where one that has not read
     * everything does so with RST.
     */
    public SmtpTestServer buffered() {
        // Fixed, so that it is known how much may be on its way.
        door.receiveBuffer(1 << 16);
        buffered = true;
        return this;
    }

    /** 452 from the next one on. */
    public SmtpTestServer maxRecipients(int most) {
        maxRecipients = most;
        return this;
    }

    /**
     * What to do instead at this step, each time: GREETING, EHLO, HELO, STARTTLS, AUTH, MAIL, RCPT, DATA, BDAT, CONTENT
     * (the final reply), RSET, NOOP, QUIT; CHUNK is BDAT before its octets are read, which then are read as commands.
     */
    public SmtpTestServer on(String step, Fault fault) {
        faults.put(step, fault);
        return this;
    }

    /** The same at the nth time on a connection only, counted from 1. */
    public SmtpTestServer on(String step, int nth, Fault fault) {
        faults.put(step + "#" + nth, fault);
        return this;
    }

    /** At the nth time on the nth connection only, each counted from 1. */
    public SmtpTestServer on(int connection, String step, int nth, Fault fault) {
        faults.put(step + "#" + nth + "@" + connection, fault);
        return this;
    }

    /** Hangs up on the first connection once so many octets have come from the client. */
    public SmtpTestServer cutAfter(long octets) {
        cutAfter = octets;
        return this;
    }

    /** Hangs up on the first connection once so many octets have gone to the client. */
    public SmtpTestServer cutRepliesAfter(long octets) {
        cutRepliesAfter = octets;
        return this;
    }

    /** For a client that finds no server there. */
    public Door door() {
        return door;
    }

    public int port() {
        return door.port();
    }

    public int connections() {
        return sessions.size();
    }

    /** How many mails were taken, kept or not. */
    public int taken() {
        return taken.get();
    }

    public Mailbag mails() {
        return mails;
    }

    /** The mails that came completely and were not answered with 250. */
    public Mailbag refused() {
        return refused;
    }

    public TakenMail onlyMail() {
        if (mails.size() != 1) {
            throw new AssertionError(mails.size() + " mails instead of one; commands: " + commands());
        }
        return mails.get(0);
    }

    /** All commands of all connections, in order of arrival within each. */
    public List<String> commands() {
        return sessions.stream().flatMap(session -> session.commands.stream()).toList();
    }

    /** The commands of one connection, counted from 1. */
    public List<String> commands(int connection) {
        return sessions.get(connection - 1).commands;
    }

    /** Octets received before a step was reached, for instance; see {@link TestLine#octetsIn}. */
    public SmtpTestSession session(int connection) {
        return sessions.get(connection - 1);
    }

    /** Waits until a session has fallen silent. */
    public void awaitSilence() {
        await(silent);
    }

    /** Lets go on who waits for it. */
    public void release() {
        released.countDown();
    }

    /** Waits until the test lets it go on. */
    public void awaitReleased() {
        await(released);
    }

    /** Waits until a fault has said so. */
    public void awaitReached() {
        await(reached);
    }

    void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("did not come to pass; commands: " + commands());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(Socket socket) {
        try {
            sockets.add(socket);
            SmtpTestSession session = new SmtpTestSession(this, socket, sessions.size() + 1);
            sessions.add(session);
            Thread thread = new Thread(session, "smtp-test-session-" + sessions.size());
            thread.setDaemon(true);
            thread.start();
        } catch (IOException e) {
            // The client was quicker to leave.
        }
    }

    /** Hangs up on every client, and goes on listening. */
    public void hangUp() {
        hungUp.countDown();
        for (Socket socket : sockets) {
            closeQuietly(socket);
        }
        for (SmtpTestSession session : sessions) {
            session.awaitEnd();
        }
    }

    static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Gone already.
        }
    }

    @Override
    public void close() {
        hungUp.countDown();
        door.shut();
        sockets.forEach(SmtpTestServer::closeQuietly);
    }
}
