// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.ByteArrayOutputStream;
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
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** One connection to the {@link SmtpTestServer}. */
public final class SmtpTestSession implements Runnable {

    final SmtpTestServer server;
    private final int number;
    private final CountDownLatch ended = new CountDownLatch(1);
    final List<String> commands = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    final TestLine line;
    private boolean closeAfterReply;

    private @Nullable String mail;
    private final List<String> recipients = new ArrayList<>();
    private ByteArrayOutputStream content = new ByteArrayOutputStream();

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
                handle(command);
                command = line.readLine();
            }
        } catch (IOException e) {
            // The client, or a fault, ended it.
        } finally {
            line.close();
            ended.countDown();
        }
    }

    private void handle(String command) throws IOException {
        String verb = command.split(" ", -1)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
            case "EHLO", "HELO" -> introduce(verb);
            case "STARTTLS" -> startTls();
            case "AUTH" -> new TestAuthentication(this, server.logins).run(command);
            case "MAIL" -> {
                if (mail != null) {
                    reply("503 5.5.1 nested MAIL command");
                } else if (does("MAIL")) {
                    mail = command;
                    reply("250 2.1.0 ok");
                }
            }
            case "RCPT" -> recipient(command);
            case "DATA" -> data();
            case "BDAT" -> bdat(command);
            case "RSET" -> {
                if (does("RSET")) {
                    clear();
                    reply("250 2.0.0 ok");
                }
            }
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
        StringBuilder reply = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            reply.append("250")
                    .append(i < lines.size() - 1 ? '-' : ' ')
                    .append(lines.get(i))
                    .append("\r\n");
        }
        clear();
        write(reply.toString());
        closeIfAsked();
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

    private void recipient(String command) throws IOException {
        if (mail == null) {
            reply("503 5.5.1 MAIL first");
        } else if (recipients.size() >= server.maxRecipients) {
            reply("452 4.5.3 too many recipients");
        } else if (does("RCPT")) {
            recipients.add(command.substring(command.indexOf('<') + 1, command.lastIndexOf('>')));
            reply("250 2.1.5 ok");
        }
    }

    private void data() throws IOException {
        if (recipients.isEmpty()) {
            reply("503 5.5.1 RCPT first");
        } else if (does("DATA")) {
            reply("354 go ahead");
            boolean more = line.readContentLine(content);
            boolean wanted = does("BODY");
            while (more) {
                more = line.readContentLine(content);
            }
            takeIf(wanted);
        }
    }

    private void bdat(String command) throws IOException {
        String[] words = command.split(" ", -1);
        if (!does("CHUNK")) {
            return;
        }
        int size = Integer.parseInt(words[1]);
        byte[] begun = line.read(size / 2);
        boolean wanted = does("BODY");
        byte[] rest = line.read(size - size / 2);
        boolean last = words.length > 2 && words[2].equalsIgnoreCase("LAST");
        if (recipients.isEmpty()) {
            reply("503 5.5.1 RCPT first");
        } else if (wanted && does("BDAT")) {
            if (!server.discarding) {
                content.write(begun);
                content.write(rest);
            }
            if (last) {
                takeIf(true);
            } else {
                reply("250 2.0.0 " + size + " octets");
            }
        } else {
            clear();
        }
    }

    private void takeIf(boolean wanted) throws IOException {
        if (wanted && does("CONTENT")) {
            server.taken.incrementAndGet();
            keepIn(server.mails);
            clear();
            reply("250 2.0.0 ok queued as TEST" + server.taken);
        } else {
            keepIn(server.refused);
            clear();
        }
    }

    private void keepIn(List<SmtpTestServer.TakenMail> mails) {
        if (!server.discarding) {
            mails.add(new SmtpTestServer.TakenMail(
                    String.valueOf(mail), List.copyOf(recipients), content.toByteArray(), number));
        }
    }

    private void clear() {
        mail = null;
        recipients.clear();
        content = new ByteArrayOutputStream();
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
