// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.JakartaReader;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.ReceivedPart;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.WireClean;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images of the html that travel with the mail, over the wire and read back by mime4j and Jakarta Mail. */
class EmbeddedImagesMailTest {

    private static final byte[] DOT =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
    private static final String DOT_URI =
            "data:image/gif;base64," + Base64.getEncoder().encodeToString(DOT);
    private static final String DRAWING = "<svg xmlns='http://www.w3.org/2000/svg'><circle r='1'/></svg>";

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

    private Exchange send(String options, Map<String, ?> inputs) {
        String uri = "smtp-connector:127.0.0.1:" + server.port()
                + "?useTls=false&from=ann@example.com&to=bob@example.com&bodyAs=INPUTS" + options;
        return context.createProducerTemplate()
                .send(uri, sent -> sent.getMessage().setBody(inputs));
    }

    /** The mail as both judges read it: html and parts. */
    private record Read(String tree, String html, List<ReceivedPart> parts) {

        private String sourceOf(int part) {
            return "cid:" + parts.get(part).contentId();
        }
    }

    private static List<Read> read(byte[] octets) {
        WireClean.assertWireClean(octets);
        ReceivedMail mime4j = ReceivedMail.parse(octets);
        JakartaReader jakarta = JakartaReader.parse(octets);
        return List.of(
                new Read(mime4j.tree(), String.valueOf(mime4j.html()), mime4j.attachments()),
                new Read(jakarta.tree(), String.valueOf(jakarta.html()), jakarta.attachments()));
    }

    private List<Read> arrived(Map<String, ?> inputs) {
        assertThat(send("&embedImages=true", inputs).getException()).isNull();
        return read(server.mails().get(0).content());
    }

    @Test
    void sendsThemAsInlinePartsThatTheHtmlRefersTo() {
        String style = "<p style=\"background:url('" + DOT_URI + "')\">";
        String html = "<h1>Ä</h1><img alt=a src='" + DOT_URI + "'>" + style
                + "<td background=\"data:image/svg+xml;utf8," + DRAWING + "\">";
        for (Read mail : arrived(Map.of("text", "t", "html", html, "attachments", Map.of("a.txt", "x")))) {
            assertThat(mail.tree)
                    .isEqualTo("mixed[related[alternative[text/plain,text/html],image/gif,image/svg+xml],text/plain]");
            assertThat(mail.html)
                    .isEqualTo("<h1>Ä</h1><img alt=a src='" + mail.sourceOf(0) + "'>" + style + "<td background=\""
                            + mail.sourceOf(1) + "\">");
            assertThat(mail.parts.get(0).bytes()).isEqualTo(DOT);
            assertThat(mail.parts.get(0).disposition()).isEqualTo("inline");
            assertThat(mail.parts.get(0).fileName()).isEqualTo("image-1.gif");
            assertThat(mail.parts.get(1).bytes()).asString().isEqualTo(DRAWING);
            assertThat(mail.parts.get(1).fileName()).isEqualTo("image-2.svg");
        }
    }

    @Test
    void sendsAnImageOnceHoweverOftenAndHoweverItIsWritten() {
        String folded = DOT_URI.toUpperCase().substring(0, 10) + DOT_URI.substring(10, 40) + "\n  "
                + DOT_URI.substring(40).replace("/", "&#x2F;").replace("+", "%2B");
        String html = Stream.of(DOT_URI, folded, DOT_URI)
                .map(uri -> "<img src=\"" + uri + "\">")
                .reduce("", String::concat);
        for (Read mail : arrived(Map.of("html", html))) {
            assertThat(mail.tree).isEqualTo("related[text/html,image/gif]");
            assertThat(mail.html).isEqualTo(("<img src=\"" + mail.sourceOf(0) + "\">").repeat(3));
        }
    }

    @Test
    void standBesidePartsThatTheRouteNamedAndReferencesToNone() {
        String html = "<img src='cid:logo'><img src='" + DOT_URI + "'><img src='cid:elsewhere'>";
        Map<String, ?> logo = Map.of("key", "logo.png", "value", new byte[] {1, 2, 3}, "contentId", "logo");
        for (Read mail : arrived(Map.of("html", html, "multipleAttachments", List.of(logo)))) {
            assertThat(mail.tree).isEqualTo("related[text/html,image/gif,image/png]");
            assertThat(mail.html)
                    .isEqualTo("<img src='cid:logo'><img src='" + mail.sourceOf(0) + "'><img src='cid:elsewhere'>");
            assertThat(mail.parts.get(1).contentId()).isEqualTo("logo");
            assertThat(mail.parts.get(1).disposition()).isEqualTo("inline");
            assertThat(mail.parts.get(1).bytes()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void sendsPartsThatTheRouteNamedWithoutTheOption() {
        Map<String, ?> logo = Map.of("key", "logo.png", "value", new byte[] {1}, "contentId", "<logo@example.com>");
        String html = "<img src='cid:logo@example.com'><img src='" + DOT_URI + "'>";
        assertThat(send("", Map.of("html", html, "multipleAttachments", List.of(logo)))
                        .getException())
                .isNull();
        for (Read mail : read(server.mails().get(0).content())) {
            assertThat(mail.tree).isEqualTo("related[text/html,image/png]");
            assertThat(mail.html).isEqualTo(html);
            assertThat(mail.parts.get(0).contentId()).isEqualTo("logo@example.com");
        }
    }

    @Test
    void areInThePreviewAsInTheMail() {
        Map<String, ?> inputs = Map.of(
                "html", "<img src='" + DOT_URI + "'>", "date", "2026-03-01T13:34:56Z", "ownMessageId", "1@example.com");
        byte[] preview =
                send("&embedImages=true&dryRun=true", inputs).getMessage().getBody(byte[].class);
        arrived(inputs);
        assertThat(new String(preview, StandardCharsets.ISO_8859_1))
                .isEqualTo(new String(server.mails().get(0).content(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void tenMegabytesOfThemMakeOneMail() {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            String image = Base64.getEncoder()
                    .encodeToString(("image " + i % 2500 + " " + "x".repeat(1500)).getBytes(StandardCharsets.US_ASCII));
            html.append("<td><img src=\"data:image/png;base64,").append(image).append("\"></td>\n");
        }
        assertThat(html.length()).isGreaterThan(10_000_000);
        for (Read mail : arrived(Map.of("html", html.toString()))) {
            assertThat(mail.html).doesNotContain("data:");
            assertThat(mail.parts).hasSize(2500);
            assertThat(mail.html).contains(mail.sourceOf(2499));
        }
    }
}
