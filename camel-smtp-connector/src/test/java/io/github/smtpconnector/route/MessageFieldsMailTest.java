// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.JakartaReader;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.WireClean;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the header says besides, over the wire and read back by mime4j and Jakarta Mail. */
class MessageFieldsMailTest {

    private final SmtpTestServer server = new SmtpTestServer().start();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    private byte[] arrived(Map<String, ?> inputs) {
        String uri = "smtp-connector:127.0.0.1:" + server.port() + "?useTls=false&from=Ann <ann@example.com>"
                + "&to=bob@example.com&text=t&bodyAs=INPUTS";
        Exchange exchange = context.createProducerTemplate()
                .send(uri, sent -> sent.getMessage().setBody(inputs));
        assertThat(exchange.getException()).isNull();
        byte[] octets = server.mails().get(0).content();
        WireClean.assertWireClean(octets);
        return octets;
    }

    private static void assertHeader(byte[] mail, String name, String value) {
        assertThat(ReceivedMail.parse(mail).header(name)).isEqualTo(value);
        assertThat(JakartaReader.parse(mail).header(name)).isEqualTo(value);
    }

    @Test
    void carriesFreeHeadersInEveryScriptAndLength() {
        String settings = "{\"category\":[\"" + "token".repeat(40) + "\"]}";
        byte[] mail = arrived(Map.of(
                "headers",
                Map.of(
                        "X-Campaign",
                        "Grüße " + "привет ".repeat(30) + "!",
                        "X-SMTPAPI",
                        settings,
                        "Auto-Submitted",
                        "auto-generated",
                        "X-None",
                        " ")));
        assertHeader(mail, "X-Campaign", "Grüße " + "привет ".repeat(30) + "!");
        assertHeader(mail, "X-SMTPAPI", settings);
        assertHeader(mail, "Auto-Submitted", "auto-generated");
        ReceivedMail read = ReceivedMail.parse(mail);
        assertThat(read.headers("X-SMTPAPI")).containsExactly(settings);
        assertThat(read.headerNames()).doesNotContain("X-None");
    }

    @Test
    void offersToUnsubscribeAtOneClickWhereThereIsHttps() {
        byte[] mail = arrived(
                Map.of("listUnsubscribe", "https://example.com/u?id=4711,x, <mailto:leave@example.com?subject=a%20b>"));
        assertHeader(
                mail,
                "List-Unsubscribe",
                "<https://example.com/u?id=4711,x>, <mailto:leave@example.com?subject=a%20b>");
        assertHeader(mail, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    @Test
    void offersNoOneClickWithMailtoAlone() {
        byte[] mail = arrived(Map.of("listUnsubscribe", List.of("mailto:leave@example.com")));
        assertHeader(mail, "List-Unsubscribe", "<mailto:leave@example.com>");
        assertThat(ReceivedMail.parse(mail).headerNames()).doesNotContain("List-Unsubscribe-Post");
    }

    @Test
    void answersWithinAThread() {
        String long1 = "<" + "a".repeat(200) + "@mail.example.com>";
        byte[] mail = arrived(Map.of(
                "ownMessageId", "answer-1@example.com",
                "inReplyTo", "<question@example.com>",
                "references", "<first@example.com>\r\n\t" + long1 + " question@example.com",
                "date", "2026-03-01T13:34:56+01:00"));
        assertHeader(mail, "Message-ID", "<answer-1@example.com>");
        assertHeader(mail, "In-Reply-To", "<question@example.com>");
        assertHeader(mail, "References", "<first@example.com> " + long1 + " <question@example.com>");
        assertHeader(mail, "Date", "Sun, 1 Mar 2026 13:34:56 +0100");
    }

    @Test
    void namesWhoSendsForAnother() {
        byte[] mail = arrived(Map.of("sender", "Büro <office@example.com>"));
        assertThat(ReceivedMail.parse(mail).mailboxes("Sender")).containsExactly("Büro <office@example.com>");
        assertThat(JakartaReader.parse(mail).mailboxes("Sender")).containsExactly("Büro <office@example.com>");
        assertThat(server.mails().get(0).mailCommand()).contains("<ann@example.com>");
    }

    @Test
    void namesNoSenderThatIsTheAuthor() {
        byte[] mail = arrived(Map.of("sender", "ann@example.com"));
        assertThat(ReceivedMail.parse(mail).headerNames()).doesNotContain("Sender");
    }

    @Test
    void asksForAttentionAndReceipt() {
        byte[] mail = arrived(Map.of("priority", "High", "readReceiptTo", "ann@example.com; Bob <bob@example.com>"));
        assertHeader(mail, "Importance", "high");
        assertHeader(mail, "X-Priority", "1");
        assertHeader(mail, "Priority", "urgent");
        assertThat(JakartaReader.parse(mail).mailboxes("Disposition-Notification-To"))
                .containsExactly("ann@example.com", "Bob <bob@example.com>");
        assertThat(server.mails().get(0).recipients()).containsExactly("bob@example.com");
    }

    @Test
    void writesNoneOfItUnasked() {
        assertThat(ReceivedMail.parse(arrived(Map.of("text", "t"))).headerNames())
                .containsExactly(
                        "Date",
                        "From",
                        "To",
                        "Message-ID",
                        "MIME-Version",
                        "Content-Type",
                        "Content-Transfer-Encoding");
    }
}
