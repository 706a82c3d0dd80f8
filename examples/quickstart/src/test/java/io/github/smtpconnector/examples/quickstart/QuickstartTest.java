// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.smtpconnector.SmtpHeaders;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

    private static final FilesToSend FILES = new FilesToSend(Path.of("src/main/files"));
    private static final List<String> EVERYBODY = List.of(
            "ann@example.com",
            "bob@example.com",
            "carol@example.com",
            "dan@example.com",
            "erin@example.com",
            "frank@example.com",
            "grace@example.com");

    @TempDir
    static Path output;

    private static Exchange sent;
    private static ArrivedMail mail;
    private static String printed;
    private static String page;

    @BeforeAll
    static void runTheExample() throws Exception {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        sent = Quickstart.run(FILES, output, new PrintStream(console, true, StandardCharsets.UTF_8));
        printed = console.toString(StandardCharsets.UTF_8);
        page = Files.readString(output.resolve("inbox.html"));
        try (InputStream in = Files.newInputStream(output.resolve("mail.eml"))) {
            mail = ArrivedMail.read("", List.of(), new MimeMessage(Session.getInstance(System.getProperties()), in));
        }
    }

    @Test
    void unitesTheListsAndHidesBcc() {
        assertThat(mail.header("To"))
                .isEqualToIgnoringWhitespace("Ann Example <ann@example.com>, bob@example.com, carol@example.com");
        assertThat(mail.header("Cc")).contains("Novák, Jiří", "dan@example.com", "erin@example.com");
        assertThat(mail.header("Reply-To")).contains("help@example.com");
        assertThat(new String(mail.raw(), StandardCharsets.UTF_8)).doesNotContain("frank", "grace", "Bcc");
        assertThat(printed).contains(EVERYBODY);
    }

    @Test
    void carriesTextHtmlAndFilesUnchanged() throws Exception {
        assertThat(mail.parts())
                .extracting(ArrivedPart::type)
                .containsExactly(
                        "multipart/mixed",
                        "multipart/related",
                        "multipart/alternative",
                        "text/plain",
                        "text/html",
                        "image/png",
                        "application/pdf",
                        "text/csv");
        // The line break before a boundary belongs to the boundary (RFC 2046 section 5.1.1).
        assertThat(mail.text("text/html"))
                .isEqualToNormalizingNewlines(Files.readString(FILES.html()).stripTrailing());
        assertThat(mail.files())
                .extracting(ArrivedPart::fileName)
                .containsExactlyInAnyOrderElementsOf(FILES.byName().keySet());
        for (ArrivedPart file : mail.files()) {
            assertThat(file.bytes())
                    .as(file.fileName())
                    .isEqualTo(Files.readAllBytes(FILES.byName().get(file.fileName())));
        }
        assertThat(printed).contains(", equal").doesNotContain("DIFFERENT");
    }

    @Test
    void tellsTheRouteWhatCameOfIt() {
        Message message = sent.getMessage();

        assertThat(message.getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
        assertThat(message.getHeader(SmtpHeaders.MESSAGE_ID)).isEqualTo(mail.header("Message-ID"));
        assertThat(message.getHeader(SmtpHeaders.ACCEPTED)).isEqualTo(EVERYBODY);
        assertThat(message.getHeader(SmtpHeaders.REJECTED)).isEqualTo(List.of());
        assertThat(message.getHeader(SmtpHeaders.ENVELOPE_FROM)).isEqualTo("orders@example.com");
        assertThat(message.getHeader(SmtpHeaders.TLS_PROTOCOL, String.class)).startsWith("TLSv1.");
    }

    @Test
    void showsTheMailInAPageOfItsOwn() {
        assertThat(page)
                .contains("<iframe sandbox", "data:image/png;base64,", "download=\"Bestellungen März 注文.csv\"")
                .contains("&lt;ann@example.com&gt;")
                .doesNotContain("cid:logo", "{{", "http:", "https:", "<script");
    }

    @Test
    void saysWhatItDoesAndEndsWithThePageAndThreeCommandsOfThePages() throws Exception {
        assertThat(printed).containsSubsequence("A mail server", "Sending one mail", "Answered: 250", "What arrived");
        assertThat(printed.stripTrailing()).endsWith(NextSteps.COMMANDS.get(2));
        assertThat(printed).contains(output.resolve("inbox.html").toString()).contains(NextSteps.COMMANDS);
        assertThat(NextSteps.COMMANDS).hasSize(3);
        // A folder that was copied out has no pages above it.
        assumeThat(Path.of("../README.md")).exists();
        String pages = Files.readString(Path.of("../../README.md")) + Files.readString(Path.of("../README.md"));
        // Whole, up to the end of its line: a part of a command does something else.
        assertThat(NextSteps.COMMANDS)
                .allSatisfy(command -> assertThat(pages).containsPattern(Pattern.quote(command) + "[\n`]"));
    }
}
