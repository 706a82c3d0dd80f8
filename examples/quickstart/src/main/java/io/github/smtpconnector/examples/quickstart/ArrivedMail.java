// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quickstart;

import io.github.smtpconnector.test.Mail;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mail as the server got it: the envelope, the headers decoded, and its parts in order with their depth. */
record ArrivedMail(
        String sender, List<String> recipients, Map<String, String> headers, List<ArrivedPart> parts, byte[] raw) {

    static ArrivedMail read(Mail mail) throws MessagingException, IOException {
        Session session = Session.getInstance(System.getProperties());
        MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(mail.source()));
        return read(mail.sender(), mail.recipients(), message);
    }

    static ArrivedMail read(String sender, List<String> recipients, MimeMessage message)
            throws MessagingException, IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            String value = MimeUtility.decodeText(MimeUtility.unfold(header.getValue()));
            headers.merge(header.getName(), value, (first, next) -> first + "\n" + next);
        }
        List<ArrivedPart> parts = new ArrayList<>();
        collect(message, 0, parts);
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        message.writeTo(raw);
        return new ArrivedMail(sender, recipients.stream().sorted().toList(), headers, parts, raw.toByteArray());
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The first part of that type, as text. */
    String text(String type) {
        return parts.stream()
                .filter(part -> part.type().equals(type) && part.fileName().isEmpty())
                .map(part -> new String(part.bytes(), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    List<ArrivedPart> files() {
        return parts.stream().filter(part -> !part.fileName().isEmpty()).toList();
    }

    Path writeTo(Path file) throws IOException {
        return Files.write(file, raw);
    }

    private static void collect(Part part, int depth, List<ArrivedPart> parts) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart children) {
            parts.add(new ArrivedPart(depth, ArrivedPart.type(part), "", "", new byte[0]));
            for (int i = 0; i < children.getCount(); i++) {
                collect(children.getBodyPart(i), depth + 1, parts);
            }
        } else {
            parts.add(ArrivedPart.of(part, depth));
        }
    }
}
