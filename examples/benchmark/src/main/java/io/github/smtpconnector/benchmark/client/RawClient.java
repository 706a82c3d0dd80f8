// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import io.github.smtpconnector.benchmark.Cell;
import io.github.smtpconnector.benchmark.Payload;
import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/**
 * The limit: octets made beforehand, written by a thread per connection with one mail outstanding, or a window of them. No composing, no
 * encoding, no pool and no thought for errors, so a real client can hardly be faster on as many connections.
 */
final class RawClient implements BenchmarkClient {
    private final List<RawConnection> connections = Collections.synchronizedList(new ArrayList<>());
    private final ThreadLocal<RawConnection> own = new ThreadLocal<>();
    private final Cell cell;
    private final int port;
    private final int window;
    private final Flights flights;

    /** @param envelope MAIL and every RCPT, followed by DATA where the server offers no CHUNKING */
    record Flights(byte[] envelope, int recipients, byte[] content) {

        byte[] contentThenEnvelope() {
            return concatenated(content, envelope);
        }

        byte[] envelopeThenContent() {
            return concatenated(envelope, content);
        }

        private static byte[] concatenated(byte[] first, byte[] second) {
            byte[] both = new byte[first.length + second.length];
            System.arraycopy(first, 0, both, 0, first.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            return both;
        }
    }

    RawClient(Cell cell, int port, Path attachment, int window) throws IOException, MessagingException {
        this.cell = cell;
        this.port = port;
        this.window = window;
        byte[] content = composed(cell.payload(), attachment);
        StringBuilder envelope = new StringBuilder("MAIL FROM:<" + Payload.FROM + "> BODY=8BITMIME\r\n");
        for (String recipient : cell.payload().recipients()) {
            envelope.append("RCPT TO:<").append(recipient).append(">\r\n");
        }
        envelope.append(cell.chunking() ? "BDAT " + content.length + " LAST\r\n" : "DATA\r\n");
        flights = new Flights(
                envelope.toString().getBytes(StandardCharsets.US_ASCII),
                cell.payload().recipients().size(),
                cell.chunking() ? content : dotted(content));
    }

    private static byte[] composed(Payload payload, Path attachment) throws IOException, MessagingException {
        MimeMultipart alternative = new MimeMultipart("alternative");
        alternative.addBodyPart(text(Payload.TEXT, "text/plain; charset=UTF-8"));
        alternative.addBodyPart(text(Payload.HTML, "text/html; charset=UTF-8"));
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom(Payload.FROM);
        message.setRecipients(MimeMessage.RecipientType.TO, String.join(",", payload.recipients()));
        message.setSubject(Payload.SUBJECT);
        if (payload.attachmentSize() == 0) {
            message.setContent(alternative);
        } else {
            MimeBodyPart body = new MimeBodyPart();
            body.setContent(alternative);
            MimeBodyPart file = new MimeBodyPart();
            file.setDataHandler(new DataHandler(new BinaryFile(attachment)));
            file.setFileName("report.bin");
            message.setContent(new MimeMultipart(body, file));
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        message.writeTo(octets);
        return octets.toByteArray();
    }

    private static MimeBodyPart text(String text, String contentType) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(text, contentType);
        part.setHeader("Content-Transfer-Encoding", "8bit");
        return part;
    }

    private static byte[] dotted(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1).replace("\r\n.", "\r\n..");
        return (text + (text.endsWith("\r\n") ? ".\r\n" : "\r\n.\r\n")).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public int senders(Cell same) {
        return same.connections();
    }

    @Override
    public void send() throws Exception {
        RawConnection connection = own.get();
        if (connection == null) {
            connection = new RawConnection(port, cell, flights, window);
            connections.add(connection);
            own.set(connection);
        }
        connection.send();
    }

    @Override
    public void drain() throws IOException {
        own.get().drain();
    }

    @Override
    public boolean waits() {
        return window == 1;
    }

    @Override
    public void close() throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
    }
}
