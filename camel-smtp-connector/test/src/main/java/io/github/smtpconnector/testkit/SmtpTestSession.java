// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** One connection to the {@link SmtpTestServer}. */
public final class SmtpTestSession implements Runnable {

    final SmtpTestServer server;
    final int number;
    private final CountDownLatch ended = new CountDownLatch(1);
    final List<String> commands = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    final TestLine line;
    private boolean closeAfterReply;
    boolean loggedIn;

    private String last = "";
    private final TestTransaction transaction = new TestTransaction(this);

    SmtpTestSession(SmtpTestServer server, Socket socket, int number) throws IOException {
        this.server = server;
        this.number = number;
        boolean first = number == 1;
        this.line = new TestLine(
                socket,
                first ? server.cutAfter : Long.MAX_VALUE,
                first ? server.cutRepliesAfter : Long.MAX_VALUE,
                server.buffered);
    }

    @Override
    public void run() {
        try {
            if (server.implicitTls != null) {
                line.secure(server.implicitTls, server.demandingCertificates);
            }
            if (does("GREETING")) {
                reply("220 test.example ESMTP");
            }
            String command = line.readLine();
            while (command != null) {
                if (!server.discarding) {
                    commands.add(command);
                }
                last = command;
                answer(command);
                command = line.readLine();
            }
        } catch (IOException e) {
            // The client, or a fault, ended it.
        } finally {
            line.close();
            ended.countDown();
        }
    }

    private void answer(String command) throws IOException {
        try {
            handle(command);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            // RFC 5321 section 4.2.2: arguments that cannot be read.
            reply("501 5.5.4 cannot be read");
        }
    }

    private void handle(String command) throws IOException {
        String verb = command.split(" ", -1)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
            case "EHLO", "HELO" -> introduce(verb);
            case "STARTTLS" -> startTls();
            case "AUTH" -> new TestAuthentication(this, server.logins).run(command);
            case "MAIL" -> transaction.mail(command);
            case "RCPT" -> transaction.recipient(command);
            case "DATA" -> transaction.data();
            case "BDAT" -> transaction.bdat(command);
            case "RSET" -> transaction.reset();
            case "NOOP" -> {
                if (does("NOOP")) {
                    reply("250 2.0.0 ok");
                }
            }
            case "QUIT" -> {
                if (does("QUIT")) {
                    reply("221 2.0.0 bye");
                }
                close();
            }
            default -> reply("500 5.5.2 what?");
        }
    }

    private void introduce(String verb) throws IOException {
        if (!does(verb)) {
            return;
        }
        List<String> lines = new ArrayList<>(List.of("test.example"));
        if (verb.equals("EHLO")) {
            lines.addAll(server.capabilities);
            if (server.startTls != null && !line.isSecured()) {
                lines.add("STARTTLS");
            }
        }
        transaction.clear();
        String end = lines.remove(lines.size() - 1);
        reply(lines.stream().map(text -> "250-" + text + "\r\n").collect(Collectors.joining()) + "250 " + end);
    }

    private void startTls() throws IOException {
        SSLContext context = server.startTls;
        if (context == null) {
            reply("502 5.5.1 not here");
        } else if (does("STARTTLS")) {
            reply("220 2.0.0 go ahead");
            if (does("HANDSHAKE")) {
                line.secure(context, server.demandingCertificates);
                does("SECURED");
            }
        }
    }

    /** Whether to do the right thing at this step. */
    boolean does(String step) throws IOException {
        int nth = counts.merge(step, 1, Integer::sum);
        Fault fault = server.faults.get(step + "#" + nth + "@" + number);
        fault = fault != null ? fault : server.faults.get(step + "#" + nth);
        fault = fault != null ? fault : server.faults.get(step);
        return fault == null || fault.at(this);
    }

    void reply(String text) throws IOException {
        write(text + "\r\n");
        closeIfAsked();
    }

    private void closeIfAsked() {
        if (closeAfterReply) {
            close();
        }
    }

    /** What goes to and fro, in figures. */
    public TestLine line() {
        return line;
    }

    /** Tells the test that a step was reached. */
    public void reached() {
        server.reached.countDown();
    }

    /** Waits until more has come from the client than was asked for. */
    public void awaitOctets() throws IOException {
        line.awaitOctets();
    }

    /** Says this, in turn or not. */
    public void write(String text) throws IOException {
        line.write(text);
    }

    @Nullable
    String readLine() throws IOException {
        return line.readLine();
    }

    /** The command that is being answered. */
    public String command() {
        return last;
    }

    /** How often this step was reached over this connection. */
    public int times(String step) {
        return counts.getOrDefault(step, 0);
    }

    public boolean isLoggedIn() {
        return loggedIn;
    }

    public boolean isSecured() {
        return line.isSecured();
    }

    /** The octets of the mail that is coming. */
    public int contentSize() {
        return transaction.contentSize();
    }

    public void forgetCommands() {
        commands.clear();
    }

    void closeAfterReply() {
        closeAfterReply = true;
    }

    void close() {
        line.close();
    }

    void reset() throws IOException {
        line.reset();
    }

    /** Says nothing any more. */
    void fallSilent() throws IOException {
        server.silent.countDown();
        line.swallow();
    }

    /** Waits until the connection is over. */
    public void awaitEnd() {
        try {
            if (!ended.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the session did not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
