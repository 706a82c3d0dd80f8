// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.published.PageRoutes;
import io.github.smtpconnector.testkit.PageExamples;
import io.github.smtpconnector.testkit.SmtpTestServer;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy of what was sent in a folder of Dovecot, put there by the bean of docs/recipes.md. */
class SentFolderIT {

    @TempDir
    Path folder;

    @BeforeAll
    static void assume() {
        DovecotMailbox.assumeAvailable();
    }

    /** The server's certificate is that of a test. */
    private static Properties trusting() {
        Properties properties = new Properties();
        properties.setProperty("mail.imaps.ssl.trust", "*");
        properties.setProperty("mail.imaps.ssl.checkserveridentity", "false");
        return properties;
    }

    /** The bean of the page, at this server. */
    private Object sentFolder(DovecotMailbox mailbox) throws Exception {
        String code = PageExamples.read(Path.of("docs", "recipes.md"), "class")
                .get("sent-folder")
                .code();
        return PageRoutes.newInstance(
                code.replace("\"imap.example.com\", 993", "\"127.0.0.1\", " + mailbox.port())
                        .replace("System.getenv(\"IMAP_PASSWORD\")", "\"" + DovecotMailbox.PASSWORD + "\"")
                        .replace(
                                "session.getStore(",
                                "session(session, \"mail.imaps.ssl.trust\", \"*\", \"mail.imaps.ssl.checkserveridentity\","
                                        + " \"false\").getStore(")
                        .replace(
                                "    public void append",
                                """
                                    private static Session session(Session session, String... options) {
                                        for (int i = 0; i < options.length; i += 2) {
                                            session.getProperties().setProperty(options[i], options[i + 1]);
                                        }
                                        return session;
                                    }

                                    public void append"""),
                folder);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000_000})
    void holdsTheOctetsThatTheServerGot(int size) throws Exception {
        try (DovecotMailbox mailbox = DovecotMailbox.start(List.of());
                SmtpTestServer smtp = new SmtpTestServer().start();
                DefaultCamelContext camel = new DefaultCamelContext();
                Store store = Session.getInstance(trusting()).getStore("imaps")) {
            store.connect("127.0.0.1", mailbox.port(), DovecotMailbox.USERNAME, DovecotMailbox.PASSWORD);
            Folder sent = store.getFolder("Sent");
            assertThat(sent.create(Folder.HOLDS_MESSAGES)).isTrue();
            camel.getRegistry().bind("sentFolder", sentFolder(mailbox));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in")
                            .to("smtp-connector:127.0.0.1:" + smtp.port()
                                    + "?useTls=false&from=office@example.com&to=ann@example.com&resultAs=MIME")
                            .to("bean:sentFolder?method=append");
                }
            });
            camel.start();
            byte[] file = new byte[size];
            new Random(size).nextBytes(file);
            Exchange exchange = camel.createProducerTemplate().send("direct:in", mail -> {
                mail.getMessage().setBody("Grüße\n.\nund mehr");
                mail.getMessage().setHeader(SmtpHeaders.ATTACHMENTS, Map.of("a.bin", file));
            });
            assertThat(exchange.getException()).isNull();

            sent.open(Folder.READ_ONLY);
            Message[] copies = sent.getMessages();
            assertThat(copies).hasSize(1);
            assertThat(copies[0].getFlags().contains(Flags.Flag.SEEN)).isTrue();
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            copies[0].writeTo(octets);
            assertThat(octets.toString(StandardCharsets.ISO_8859_1))
                    .isEqualTo(new String(smtp.onlyMail().content(), StandardCharsets.ISO_8859_1));
        }
    }
}
