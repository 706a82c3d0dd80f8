// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import io.github.smtpconnector.benchmark.Account;
import io.github.smtpconnector.benchmark.Cell;
import io.github.smtpconnector.benchmark.Security;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One connection of the limit: the fewest round trips per mail which the extensions in use allow. */
final class RawConnection {
    private static final SSLSocketFactory TLS = (SSLSocketFactory) SSLSocketFactory.getDefault();

    private final Cell cell;
    private final byte[] envelope;
    private final byte[] content;
    private final byte[] flight;
    private final int recipients;
    private final int window;
    private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();
    private int unanswered;
    private Socket socket;
    private InputStream input;
    private OutputStream output;
    private boolean envelopeUnderWay;

    RawConnection(int port, Cell cell, RawClient.Flights flights, int window) throws IOException {
        this.cell = cell;
        this.window = window;
        this.recipients = flights.recipients();
        this.envelope = flights.envelope();
        this.content = flights.content();
        this.flight = cell.queued() ? flights.contentThenEnvelope() : flights.envelopeThenContent();
        Socket connected = new Socket(Account.HOST, port);
        connected.setTcpNoDelay(true);
        use(cell.security() == Security.IMPLICIT ? secured(connected, port) : connected);
        expect("220");
        if (cell.security() == Security.STARTTLS) {
            ask("EHLO localhost", "250");
            ask("STARTTLS", "220");
            use(secured(connected, port));
        }
        ask("EHLO localhost", "250");
        if (cell.security().encrypted()) {
            String plain = "\0" + Account.USERNAME + "\0" + Account.PASSWORD;
            ask("AUTH PLAIN " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.US_ASCII)), "235");
        }
    }

    private static Socket secured(Socket connected, int port) throws IOException {
        SSLSocket secured = (SSLSocket) TLS.createSocket(connected, Account.HOST, port, true);
        secured.startHandshake();
        return secured;
    }

    private void use(Socket current) throws IOException {
        socket = current;
        input = new BufferedInputStream(current.getInputStream());
        output = current.getOutputStream();
    }

    private void ask(String command, String code) throws IOException {
        output.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        expect(code);
    }

    void send() throws IOException {
        if (window > 1) {
            sendIntoWindow();
            return;
        }
        if (cell.chunking()) {
            output.write(flight);
            expectEnvelope();
        } else if (cell.queued()) {
            sendBeforeTheNext();
        } else {
            output.write(envelope);
            expectEnvelope();
            expect("354");
            output.write(content);
        }
        expect("250");
    }

    /** Writes when the window is full, all in one, and then takes in the answers that are there. */
    private void sendIntoWindow() throws IOException {
        unwritten.write(flight);
        if (++unanswered == window) {
            write();
            do {
                expectMail();
            } while (unanswered > 0 && input.available() > 0);
        }
    }

    void drain() throws IOException {
        write();
        while (unanswered > 0) {
            expectMail();
        }
    }

    private void write() throws IOException {
        unwritten.writeTo(output);
        unwritten.reset();
    }

    private void expectMail() throws IOException {
        expectEnvelope();
        expect("250");
        unanswered--;
    }

    /** The next envelope goes out behind the final dot, so its replies come with that of this mail (RFC 2920 3.1). */
    private void sendBeforeTheNext() throws IOException {
        if (!envelopeUnderWay) {
            output.write(envelope);
            envelopeUnderWay = true;
        }
        expectEnvelope();
        expect("354");
        output.write(flight);
    }

    private void expectEnvelope() throws IOException {
        for (int reply = 0; reply <= recipients; reply++) {
            expect("250");
        }
    }

    private void expect(String code) throws IOException {
        boolean more = true;
        while (more) {
            byte[] line = new byte[4];
            for (int position = 0, octet = octet(); octet != '\n'; position++, octet = octet()) {
                if (position < line.length) {
                    line[position] = (byte) octet;
                }
            }
            String start = new String(line, StandardCharsets.US_ASCII);
            if (!start.startsWith(code)) {
                throw new IOException("Expected " + code + ", got " + start);
            }
            more = start.charAt(3) == '-';
        }
    }

    private int octet() throws IOException {
        int octet = input.read();
        if (octet < 0) {
            throw new EOFException("The sink closed the connection");
        }
        return octet;
    }

    void close() throws IOException {
        socket.close();
    }
}
