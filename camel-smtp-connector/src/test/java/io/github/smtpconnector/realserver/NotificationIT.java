// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.ReceivedPart;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delivery status notifications (RFC 3464) that Postfix writes when it was asked to, read by mime4j. */
class NotificationIT {

    private static final String RECEIPTS = "receipts@example.com";
    private static final String OPTIONS = "&useTls=false&envelopeFrom=" + RECEIPTS;

    private static PostfixServer server;

    private PostfixClient camel;

    @BeforeAll
    static void startServer() throws Exception {
        PostfixServer.assumeAvailable();
        server = PostfixServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void startCamel() throws Exception {
        server.mailbox().empty();
        camel = new PostfixClient();
    }

    @AfterEach
    void stopCamel() {
        if (camel != null) {
            camel.close();
        }
    }

    @Test
    void tellsOfSuccessWithTheNamesThatTheSenderGave() {
        send("&dsnNotify=SUCCESS", Map.of("To", "ann+list=x@example.com", "EnvelopeId", "order 47+11"));

        assertThat(delivered()).contains("ann+list=x@example.com");
        ReceivedMail notification = onlyNotification();
        assertThat(notification.tree()).isEqualTo("report[text/plain,message/delivery-status,text/rfc822-headers]");
        assertThat(status(notification))
                .containsEntry("Original-Envelope-Id", "order 47+11")
                .containsEntry("Original-Recipient", "rfc822;ann+list=x@example.com")
                .containsEntry("Action", "delivered");
    }

    @Test
    void namesAnOriginalRecipientThatIsNotAscii() {
        send("&dsnNotify=SUCCESS", Map.of("To", "žofie+1@example.com", "EnvelopeId", "1"));

        Map<String, String> status = status(onlyNotification());
        assertThat(status.get("Original-Recipient")).startsWith("utf-8;").endsWith("ofie+1@example.com");
        assertThat(status.get("Original-Recipient")).contains("ž");
    }

    @Test
    void tellsOfFailureWithAsMuchOfTheMailAsWasAskedFor() {
        send("&dsnReturn=HDRS", Map.of("To", PostfixServer.MISSING, "EnvelopeId", "h"));
        send("&dsnReturn=FULL&dsnNotify=FAILURE", Map.of("To", PostfixServer.MISSING, "EnvelopeId", "f"));

        List<ReceivedMail> notifications = notifications();
        assertThat(notifications).hasSize(2);
        for (ReceivedMail notification : notifications) {
            Map<String, String> status = status(notification);
            assertThat(status).containsEntry("Action", "failed").containsEntry("Status", "5.1.1");
            boolean whole = "f".equals(status.get("Original-Envelope-Id"));
            assertThat(notification.tree()).contains(whole ? "message/rfc822" : "text/rfc822-headers");
        }
    }

    @Test
    void isSilentWhenAskedToBe() {
        send("&dsnNotify=NEVER", Map.of("To", "ann@example.com, " + PostfixServer.MISSING));

        assertThat(delivered()).containsExactly("ann@example.com");
    }

    private void send(String options, Map<String, Object> inputs) {
        Exchange sent = camel.send(server.port(PostfixDoor.PLAIN), OPTIONS + options, inputs);
        assertThat(sent.getException()).isNull();
    }

    private static List<ReceivedMail> mails() {
        return server.mailbox().mails().stream().map(ReceivedMail::parse).toList();
    }

    private static List<String> delivered() {
        return mails().stream()
                .flatMap(mail -> mail.headers("Delivered-To").stream())
                .toList();
    }

    private static List<ReceivedMail> notifications() {
        return mails().stream()
                .filter(mail -> mail.headers("Delivered-To").contains(RECEIPTS))
                .toList();
    }

    private static ReceivedMail onlyNotification() {
        List<ReceivedMail> notifications = notifications();
        assertThat(notifications).hasSize(1);
        return notifications.get(0);
    }

    /** The fields of the part that is for programs, unfolded. */
    private static Map<String, String> status(ReceivedMail notification) {
        ReceivedPart part = notification.attachments().stream()
                .filter(file -> file.contentType().endsWith("delivery-status"))
                .findFirst()
                .orElseThrow();
        Map<String, String> fields = new HashMap<>();
        String text = new String(part.bytes(), StandardCharsets.UTF_8).replaceAll("\r?\n[ \t]+", " ");
        text.lines().filter(line -> line.contains(": ")).forEach(line -> {
            int colon = line.indexOf(": ");
            fields.put(line.substring(0, colon), line.substring(colon + 2).strip());
        });
        return fields;
    }
}
