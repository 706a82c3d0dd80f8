// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.sink;

import io.github.smtpconnector.benchmark.Account;
import io.github.smtpconnector.benchmark.Security;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One SMTP dialogue. It takes nothing out of order and nothing malformed, for a fast client must also be a right one. */
final class SinkSession {
    private static final long LARGEST_MAIL = 104_857_600;

    private final SinkPort port;
    private final SSLContext tls;
    private final Tally tally;
    private final Transaction transaction = new Transaction();
    private Socket socket;
    private SmtpInput input;
    private OutputStream output;
    private boolean greeted;
    private boolean authenticated;

    SinkSession(Socket socket, SinkPort port, SSLContext tls, Tally tally) throws IOException {
        this.port = port;
        this.tls = tls;
        this.tally = tally;
        this.socket = socket;
        if (port.security() == Security.IMPLICIT) {
            secure();
        } else {
            use(socket);
        }
    }

    private void secure() throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        use(secured);
    }

    private void use(Socket current) throws IOException {
        socket = current;
        output = new BufferedOutputStream(current.getOutputStream(), 8192);
        input = new SmtpInput(current.getInputStream(), output::flush);
    }

    void serve() throws IOException {
        reply("220 localhost ESMTP sink");
        for (String line = input.line(); line != null; line = input.line()) {
            int space = line.indexOf(' ');
            String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
            String argument = space < 0 ? "" : line.substring(space + 1);
            if (verb.equals("QUIT")) {
                reply("221 2.0.0 Bye");
                output.flush();
                return;
            }
            obey(verb, argument);
        }
    }

    private void obey(String verb, String argument) throws IOException {
        switch (verb) {
            case "EHLO" -> hello(argument);
            case "STARTTLS" -> startTls(argument);
            case "AUTH" -> authenticate(argument);
            case "MAIL" -> mail(argument);
            case "RCPT" -> answer(transaction.recipient(argument));
            case "DATA" -> data(argument);
            case "BDAT" -> chunk(argument);
            case "RSET" -> reset();
            case "NOOP" -> reply("250 2.0.0 Ok");
            default -> answer("500 5.5.1 Unknown command");
        }
    }

    private void hello(String name) throws IOException {
        if (name.isBlank()) {
            answer("501 5.5.4 EHLO needs a name");
            return;
        }
        greeted = true;
        transaction.clear();
        boolean encrypted = socket instanceof SSLSocket;
        StringBuilder text = new StringBuilder("250-localhost\r\n250-PIPELINING\r\n250-SIZE ")
                .append(LARGEST_MAIL)
                .append("\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n");
        if (port.chunking()) {
            text.append("250-CHUNKING\r\n");
        }
        if (port.security() == Security.STARTTLS && !encrypted) {
            text.append("250-STARTTLS\r\n");
        }
        if (encrypted) {
            text.append("250-AUTH PLAIN LOGIN\r\n");
        }
        reply(text.append("250 ENHANCEDSTATUSCODES").toString());
    }

    private void startTls(String argument) throws IOException {
        if (port.security() != Security.STARTTLS || socket instanceof SSLSocket || !argument.isEmpty()) {
            answer("503 5.5.1 STARTTLS is not offered now");
            return;
        }
        if (!input.isDrained()) {
            throw new IOException("Commands were sent behind STARTTLS (RFC 3207 4)");
        }
        reply("220 2.0.0 Ready");
        output.flush();
        greeted = false;
        secure();
    }

    private void authenticate(String argument) throws IOException {
        if (!(socket instanceof SSLSocket) || authenticated) {
            answer("503 5.5.1 AUTH is not offered now");
            return;
        }
        String[] words = argument.split(" ", 2);
        switch (words[0].toUpperCase(Locale.ROOT)) {
            case "PLAIN" -> {
                String response = decoded(words.length == 2 ? words[1] : asked(""));
                authenticated = response.equals("\0" + Account.USERNAME + "\0" + Account.PASSWORD);
            }
            case "LOGIN" -> {
                String user = decoded(words.length == 2 ? words[1] : asked("VXNlcm5hbWU6"));
                String secret = decoded(asked("UGFzc3dvcmQ6"));
                authenticated = user.equals(Account.USERNAME) && secret.equals(Account.PASSWORD);
            }
            default -> authenticated = false;
        }
        answer(authenticated ? "235 2.7.0 Ok" : "535 5.7.8 Credentials refused");
    }

    private String asked(String challenge) throws IOException {
        reply("334 " + challenge);
        String response = input.line();
        if (response == null) {
            throw new IOException("The client left during AUTH");
        }
        return response;
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private void mail(String argument) throws IOException {
        if (!greeted) {
            answer("503 5.5.1 EHLO first");
        } else if (port.security().encrypted() && !authenticated) {
            answer("530 5.7.0 Authentication required");
        } else {
            answer(transaction.mail(argument));
        }
    }

    private void data(String argument) throws IOException {
        if (!argument.isEmpty() || !transaction.takesData()) {
            answer("503 5.5.1 DATA needs a recipient and no argument");
            return;
        }
        reply("354 Go ahead");
        accept(input.dotted());
    }

    private void chunk(String argument) throws IOException {
        String[] words = argument.split(" ");
        boolean last = words.length == 2 && words[1].equalsIgnoreCase("LAST");
        long octets = port.chunking() && (words.length == 1 || last) ? Transaction.number(words[0]) : -1;
        if (octets < 0) {
            throw new IOException("BDAT " + argument + " is not understood, so the length of its content is unknown");
        }
        input.skip(octets);
        if (!transaction.takesChunk(octets)) {
            answer("503 5.5.1 BDAT needs a recipient");
        } else if (last) {
            accept(transaction.octets());
        } else {
            reply("250 2.0.0 " + octets + " octets");
        }
    }

    private void accept(long octets) throws IOException {
        tally.mail(transaction.recipients(), octets);
        transaction.clear();
        reply("250 2.0.0 Ok: queued as SINK");
    }

    private void reset() throws IOException {
        transaction.clear();
        reply("250 2.0.0 Ok");
    }

    private void answer(String reply) throws IOException {
        if (reply.charAt(0) == '5') {
            tally.refusal();
        }
        reply(reply);
    }

    private void reply(String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.US_ASCII));
        output.write('\r');
        output.write('\n');
    }
}
