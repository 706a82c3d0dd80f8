// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.settings.OptionsReader;
import io.github.smtpconnector.testkit.JakartaReader;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.WireClean;
import io.github.smtpconnector.testkit.WithoutLibrary;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The text that is made of the html, over the wire and read back by mime4j and Jakarta Mail. */
class TextFromHtmlTest {

    private static final String HTML =
            "<h1>Grüße</h1><p>Your order is <a href='https://example.com/o/1'>on its way</a>.";
    private static final String TEXT = "Grüße\r\n\r\nYour order is on its way <https://example.com/o/1>.";

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
        Exchange exchange = context.createProducerTemplate()
                .send(uri, sent -> sent.getMessage().setBody(inputs));
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    private void assertArrived(String options, Map<String, ?> inputs, String tree, String text) {
        send(options, inputs);
        byte[] octets = server.mails().get(server.mails().size() - 1).content();
        WireClean.assertWireClean(octets);
        ReceivedMail mime4j = ReceivedMail.parse(octets);
        JakartaReader jakarta = JakartaReader.parse(octets);
        assertThat(mime4j.tree()).isEqualTo(tree);
        assertThat(jakarta.tree()).isEqualTo(tree);
        assertThat(String.valueOf(mime4j.text()).stripTrailing()).isEqualTo(text);
        assertThat(String.valueOf(jakarta.text()).stripTrailing()).isEqualTo(text);
    }

    @Test
    void isTheOtherFormOfTheHtml() {
        assertArrived("&textFromHtml=true", Map.of("html", HTML), "alternative[text/plain,text/html]", TEXT);
    }

    @Test
    void isMadeOfTheBodyToo() {
        assertArrived("&textFromHtml=true&html=<p>default", Map.of(), "alternative[text/plain,text/html]", "default");
    }

    @Test
    void isNotMadeWhereThereIsOne() {
        String tree = "alternative[text/plain,text/html]";
        assertArrived("&textFromHtml=true", Map.of("html", HTML, "text", "mine"), tree, "mine");
        assertArrived("&textFromHtml=true&text=default", Map.of("html", HTML), tree, "default");
    }

    @Test
    void takesThePlaceOfABlankOne() {
        Map<String, String> inputs = new HashMap<>(Map.of("html", HTML, "text", " "));
        assertArrived("&textFromHtml=true&text=default", inputs, "alternative[text/plain,text/html]", TEXT);
    }

    @Test
    void isNotMadeOfAnHtmlWithoutWords() {
        assertArrived("&textFromHtml=true", Map.of("html", "<img src='cid:a'>"), "text/html", "null");
    }

    @Test
    void isNotMadeUnasked() {
        assertArrived("", Map.of("html", HTML), "text/html", "null");
        assertArrived("&textFromHtml=true", Map.of("text", "t"), "text/plain", "t");
    }

    @Test
    void goesWithImagesThatAreTakenOutOfTheHtml() {
        String image = "<img alt='A dot' src='data:image/gif;base64,AAAA'>";
        assertArrived(
                "&textFromHtml=true&embedImages=true",
                Map.of("html", HTML + image),
                "related[alternative[text/plain,text/html],image/gif]",
                TEXT + "A dot");
    }

    @Test
    void isInThePreview() {
        Exchange preview = send("&textFromHtml=true&dryRun=true", Map.of("html", HTML));
        ReceivedMail mail = ReceivedMail.parse(preview.getMessage().getBody(byte[].class));
        assertThat(mail.text()).isEqualToNormalizingNewlines(TEXT);
        assertThat(server.connections()).isZero();
    }

    @Test
    void namesTheArtifactWhereTheLibraryIsMissing() throws Exception {
        assertThat(new Checked().call()).isEmpty();
        assertThat(WithoutLibrary.call("org.jsoup.", Checked.class))
                .contains("textFromHtml: needs org.jsoup:jsoup on the class path");
    }

    /** What the options check says of textFromHtml. */
    public static final class Checked implements Callable<String> {
        @Override
        public String call() {
            SmtpConfiguration options = new SmtpConfiguration();
            options.setHost("mail.example.com");
            options.setTextFromHtml(true);
            try {
                new OptionsReader(Clock.systemUTC(), new SecureRandom()).read(options, new DefaultCamelContext());
                return "";
            } catch (SmtpConnectorException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }
}
