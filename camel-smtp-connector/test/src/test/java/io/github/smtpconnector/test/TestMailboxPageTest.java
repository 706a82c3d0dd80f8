// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs what the page on the test mailbox shows: each of its pieces stands in this file, word for word. */
class TestMailboxPageTest {

    private static final Pattern PIECE = Pattern.compile(
            "^<!-- run by TestMailboxPageTest -->\n```java\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    @RegisterExtension
    static final MailServer server = MailServer.withStartTls().login("app", "secret");

    private final Main camel = new Main();

    @BeforeEach
    void route() {
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:invoice")
                        .to("smtp-connector?from=billing@example.com&to=RAW(Ann Example <ann@example.com>)"
                                + "&bcc=archive@example.com&subject=Your invoice");
            }
        });
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    void start(Map<String, String> properties) {
        properties.forEach(camel::addOverrideProperty);
        camel.start();
    }

    private void order(String id) throws Exception {
        var sent = camel.getCamelTemplate().request("direct:invoice", exchange -> exchange.getMessage()
                .setHeaders(Map.of(
                        "CamelSmtpConnectorText",
                        "Invoice " + id,
                        "CamelSmtpConnectorAttachments",
                        Map.of(id + ".pdf", "%PDF-1.7 forty-two euros"))));
        if (sent.getException() != null) {
            throw sent.getException();
        }
    }

    @Test
    void mailsTheInvoice() throws Exception {
        start(server.properties());

        order("4711");

        server.mail().to("ann@example.com").hasSubject("Your invoice").hasAttachment("4711.pdf");
    }

    @Test
    void saysWhatTheMailIsLike() throws Exception {
        start(server.properties());

        order("4711");

        Mail mail = server.mail()
                .to("archive@example.com")
                .hasRecipients("ann@example.com", "archive@example.com")
                .hasTextContaining("4711")
                .hasAttachment("4711.pdf", "%PDF-1.7 forty-two euros")
                .hasHeader("To", "Ann Example <ann@example.com>")
                .hasNoHeader("Bcc")
                .get();
        assertEquals("mixed[text/plain,application/pdf]", mail.parts());
        assertEquals(List.of(mail), server.mails(1));
    }

    @Test
    void goesWrong() {
        server.refuse("eve@example.com");
        server.at(Step.MAIL).times(2).answer("451 4.3.2 come back later");
        server.at(Step.CONTENT).times(1).hangUpUnsaid();
        server.at(Step.GREETING).takeTime(Duration.ofMillis(50));
        start(server.properties());

        assertThat(MailServerTest.messages(() -> order("4711"))).isNotEmpty();
        assertThat(server.commands("MAIL")).isEqualTo(3);
        server.mail().hasAttachment("4711.pdf");
    }

    @Test
    void offersLess() throws Exception {
        MailServer narrow = MailServer.inClear()
                .without("CHUNKING", "8BITMIME", "SMTPUTF8")
                .maxSize(1_000_000)
                .limits(50, 100);
        try (narrow) {
            narrow.start();
            start(narrow.properties());

            order("4711");

            assertThat(narrow.mails(1).get(0).senderParameters()).doesNotContain("BODY=");
            assertThat(narrow.commands("BDAT")).isZero();
        }
    }

    @Test
    void holdsEveryPieceOfThePage() throws Exception {
        String here =
                bare(Files.readString(Path.of("src/test/java/io/github/smtpconnector/test/TestMailboxPageTest.java")));
        List<String> pieces = pieces().toList();

        assertThat(pieces).hasSize(6).allSatisfy(piece -> assertThat(here).contains(bare(piece)));
    }

    /** A field and a method may stand apart. */
    private static Stream<String> pieces() throws Exception {
        return PIECE.matcher(Files.readString(Path.of("../docs/test-mailbox.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .flatMap(code -> Stream.of(code.split("\n\n(?=\\S)")));
    }

    /** Lines break where the formatter wants. */
    private static String bare(String code) {
        return code.replaceAll("\\s", "");
    }
}
