// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One connection to the {@link SmtpTestServer}. */
public final class SmtpTestSession implements Runnable {

    private final SmtpTestServer server;
    private final int number;
    private final CountDownLatch ended = new CountDownLatch(1);
    final List<String> commands = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private Socket socket;
    private Cut.In in;
    private OutputStream out;
    private boolean closeAfterReply;
    private boolean secured;

    private @Nullable String mail;
    private final List<String> recipients = new ArrayList<>();
    private ByteArrayOutputStream content = new ByteArrayOutputStream();

    SmtpTestSession(SmtpTestServer server, Socket socket, int number) throws IOException {
        this.server = server;
        this.number = number;
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new Cut.In(socket.getInputStream(), number == 1 ? server.cutAfter : Long.MAX_VALUE);
        this.out = new Cut.Out(socket.getOutputStream(), number == 1 ? server.cutRepliesAfter : Long.MAX_VALUE);
    }

    @Override
    public void run() {
        try {
            if (server.implicitTls != null) {
                secure(server.implicitTls);
            }
            if (does("GREETING")) {
                reply("220 test.example ESMTP");
            }
            String line = readLine();
            while (line != null) {
                commands.add(line);
                handle(line);
                line = readLine();
            }
        } catch (IOException e) {
            // The client, or a fault, ended it.
        } finally {
            SmtpTestServer.closeQuietly(socket);
            ended.countDown();
        }
    }

    private void handle(String line) throws IOException {
        String verb = line.split(" ", -1)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
            case "EHLO", "HELO" -> introduce(verb);
            case "STARTTLS" -> startTls();
            case "AUTH" -> new TestAuthentication(this, server.logins).run(line);
            case "MAIL" -> {
                if (mail != null) {
                    reply("503 5.5.1 nested MAIL command");
                } else if (does("MAIL")) {
                    mail = line;
                    reply("250 2.1.0 ok");
                }
            }
            case "RCPT" -> recipient(line);
            case "DATA" -> data();
            case "BDAT" -> bdat(line);
            case "RSET" -> {
                if (does("RSET")) {
                    clear();
                    reply("250 2.0.0 ok");
                }
            }
            case "NOOP" -> reply("250 2.0.0 ok");
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
            if (server.startTls != null && !secured) {
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
            secure(context);
        }
    }

    private void secure(SSLContext context) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        tls.setUseClientMode(false);
        tls.startHandshake();
        socket = tls;
        in = new Cut.In(tls.getInputStream(), Long.MAX_VALUE);
        out = tls.getOutputStream();
        secured = true;
    }

    private void recipient(String line) throws IOException {
        if (mail == null) {
            reply("503 5.5.1 MAIL first");
        } else if (recipients.size() >= server.maxRecipients) {
            reply("452 4.5.3 too many recipients");
        } else if (does("RCPT")) {
            recipients.add(line.substring(line.indexOf('<') + 1, line.lastIndexOf('>')));
            reply("250 2.1.5 ok");
        }
    }

    private void data() throws IOException {
        if (recipients.isEmpty()) {
            reply("503 5.5.1 RCPT first");
        } else if (does("DATA")) {
            reply("354 go ahead");
            String line = readLine();
            while (line != null && !line.equals(".")) {
                String text = line.startsWith(".") ? line.substring(1) : line;
                content.write(text.getBytes(StandardCharsets.ISO_8859_1));
                content.write(new byte[] {'\r', '\n'});
                line = readLine();
            }
            if (line == null) {
                throw new EOFException();
            }
            take();
        }
    }

    private void bdat(String line) throws IOException {
        String[] words = line.split(" ", -1);
        byte[] chunk = in.readNBytes(Integer.parseInt(words[1]));
        if (chunk.length < Integer.parseInt(words[1])) {
            throw new EOFException();
        }
        boolean last = words.length > 2 && words[2].equalsIgnoreCase("LAST");
        if (recipients.isEmpty()) {
            reply("503 5.5.1 RCPT first");
        } else if (does("BDAT")) {
            content.write(chunk);
            if (last) {
                take();
            } else {
                reply("250 2.0.0 " + chunk.length + " octets");
            }
        }
    }

    private void take() throws IOException {
        if (does("CONTENT")) {
            server.mails.add(new SmtpTestServer.TakenMail(
                    String.valueOf(mail), List.copyOf(recipients), content.toByteArray(), number));
            clear();
            reply("250 2.0.0 ok queued as TEST" + server.mails.size());
        } else {
            clear();
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

    void reply(String line) throws IOException {
        write(line + "\r\n");
        closeIfAsked();
    }

    private void closeIfAsked() {
        if (closeAfterReply) {
            close();
        }
    }

    /** Tells the test that a step was reached. */
    public void reached() {
        server.reached.countDown();
    }

    /** Waits until more has come from the client than was asked for. */
    public void awaitOctets() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (socket.getInputStream().available() == 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError("nothing more came");
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
        }
    }

    /** Says something out of turn. */
    public void say(String text) throws IOException {
        write(text);
    }

    /** Octet after octet of a reply that never ends a line; slowly enough not to fill one. */
    public void dripForEver() throws IOException {
        write("250-");
        server.silent.countDown();
        while (true) {
            write("x");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    void write(String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        int step = server.octetByOctet ? 1 : octets.length;
        for (int i = 0; i < octets.length; i += step) {
            out.write(octets, i, step);
            out.flush();
        }
    }

    @Nullable
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                return null;
            }
            if (octet == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).replaceFirst("\r$", "");
            }
            line.write(octet);
        }
    }

    /** The octets that came from the client. */
    public long octetsIn() {
        return in.count();
    }

    void closeAfterReply() {
        closeAfterReply = true;
    }

    void close() {
        SmtpTestServer.closeQuietly(socket);
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Reads on, so that the client can write, and never answers. */
    void fallSilent() throws IOException {
        server.silent.countDown();
        in.transferTo(OutputStream.nullOutputStream());
        throw new EOFException();
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
