// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExpectedMailTest {

    private static final byte[] PDF = "%PDF-1.7 forty-two\r\n.\r\n".getBytes(StandardCharsets.ISO_8859_1);

    @RegisterExtension
    final MailServer server = MailServer.inClear().waitingAtMost(Duration.ofMillis(300));

    private void send(String to, String subject) throws Exception {
        Map<String, Object> headers = new LinkedHashMap<>(Clients.HEADERS);
        headers.put("To", to);
        headers.put("Bcc", "archive@example.com");
        headers.put("Subject", subject);
        headers.put("Text", "Hello\n\nAnn");
        headers.put("Html", "<p>Hello <b>Ann</b></p>");
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("Übersicht.pdf", PDF);
        files.put("note.txt", "Handle with care – bitte.");
        headers.put("Attachments", files);
        var sent = Clients.CONNECTOR.send(server, server.properties(), headers, "");
        assertThat(sent.getException()).isNull();
    }

    @Test
    void readsLikeASentence() throws Exception {
        send("Ann <ann@example.com>", "Order 1");

        server.mail()
                .to("ANN@example.com")
                .withSubject("Order 1")
                .hasRecipients("ann@example.com", "archive@example.com")
                .hasText("Hello\r\n\r\nAnn")
                .hasTextContaining("Ann")
                .hasHtmlContaining("<b>Ann</b>")
                .hasAttachment("note.txt", "Handle with care – bitte.")
                .hasAttachment("Übersicht.pdf", PDF)
                .hasHeader("To", "Ann <ann@example.com>")
                .hasNoHeader("Bcc");
        server.mail().to("archive@example.com").hasSubject("Order 1");
        assertThat(server.mails(1).get(0).parts())
                .isEqualTo("mixed[alternative[text/plain,text/html],application/pdf,text/plain]");
        assertThat(server.mails().get(0).attachment("note.txt"))
                .hasValueSatisfying(file -> assertThat(file.type()).isEqualTo("text/plain"));
    }

    @Test
    void waitsForAMailThatIsUnderWay() throws Exception {
        server.waitingAtMost(Duration.ofSeconds(10));
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            try {
                send("bob@example.com", "Later");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        server.mail().to("bob@example.com").hasSubject("Later");
        assertThat(server.mails(1)).hasSize(1);
        sending.join();
    }

    @Test
    void saysWhatCameInstead() throws Exception {
        fails(() -> server.mail().to("ann@example.com").get())
                .startsWith("No mail to ann@example.com came within 300 ms. No mail came; commands: []");

        send("ann@example.com", "Order 1");
        send("ann@example.com", "Order 2");

        fails(() -> server.mail().to("eve@example.com").hasText("x"))
                .startsWith(
                        "No mail to eve@example.com came within 300 ms. Came:\n"
                                + "  from <orders@example.com> to [ann@example.com, archive@example.com], subject 'Order 1', attached [");
        fails(() -> server.mail().to("ann@example.com").hasText("x"))
                .startsWith("2 mails instead of one mail to ann@example.com. Came:\n");
        fails(() -> server.mails(3)).startsWith("2 mails instead of 3. Came:");
        fails(server::hasNoMail).startsWith("2 mails instead of 0.");
        ExpectedMail second = server.mail().withSubject("Order 2");
        fails(() -> second.hasText("x"))
                .isEqualTo("The mail with the subject 'Order 2' has the text 'Hello\n\nAnn', not 'x'");
        fails(() -> second.hasSubject("x")).contains("has the subject 'Order 2', not 'x'");
        fails(() -> second.hasTextContaining("x")).contains("without 'x'");
        fails(() -> second.hasHtmlContaining("<i>")).contains("without '<i>'");
        fails(() -> second.hasAttachment("a.pdf")).contains("has no attachment a.pdf but [", "note.txt (text/plain, ");
        fails(() -> second.hasAttachment("note.txt", "x")).contains("with 'Handle with care – bitte.', not 'x'");
        fails(() -> second.hasAttachment("Übersicht.pdf", new byte[] {'%', 'P', 0}))
                .contains("at byte 2");
        fails(second::hasNoAttachments).contains("has the attachments [");
        fails(() -> second.hasHeader("Subject", "x")).contains("has in Subject 'Order 2', not 'x'");
        fails(() -> second.hasNoHeader("Subject")).contains("has Subject: [Order 2]");
        fails(() -> second.hasRecipients("ann@example.com")).contains("went to [", "not to [ann@example.com]");
    }

    private static org.assertj.core.api.AbstractStringAssert<?> fails(ThrowingCallable check) {
        Throwable error = org.assertj.core.api.Assertions.catchThrowable(check);
        assertThat(error).isInstanceOf(AssertionError.class);
        assertThatThrownBy(check).hasMessage(error.getMessage());
        return assertThat(error.getMessage());
    }
}
