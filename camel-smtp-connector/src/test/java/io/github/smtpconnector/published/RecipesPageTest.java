// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.testkit.PageExamples;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.SmtpTestServer;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each recipe of the page does what it says, with servers of others at the other end. */
class RecipesPageTest {

    private static final Path PAGE = Path.of("docs", "recipes.md");

    /** What came over HTTP. */
    private record Request(String path, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return headers.get(name).get(0);
        }
    }

    @TempDir
    Path folder;

    private final SmtpTestServer server = new SmtpTestServer();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() {
        server.start();
        SmtpComponent component = new SmtpComponent();
        component.getConfiguration().setUseTls(false);
        camel.addComponent("smtp-connector", component);
        Properties values = new Properties();
        values.setProperty("graph.token", "t-1");
        values.setProperty("gmail.token", "t-2");
        camel.getPropertiesComponent().setInitialProperties(values);
        camel.getRegistry().bind("mailKeys", new MemoryIdempotentRepository());
    }

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
    }

    private static String example(String name) throws Exception {
        return PageExamples.read(PAGE, "run").get(name).code();
    }

    @Test
    void showsNoExampleToRunThatIsNotRun() throws Exception {
        assertThat(PageExamples.read(PAGE, "run")).containsOnlyKeys("sent", "approval", "graph", "gmail", "ses");
        assertThat(PageExamples.read(PAGE, "class")).containsOnlyKeys("sent-folder");
    }

    /** The server of the page needs a login; this one takes mail without. */
    private void load(String yaml) throws Exception {
        String local = yaml.replaceAll("smtp-connector:\\S+", "smtp-connector:127.0.0.1:" + server.port())
                .replaceAll(" *(username|password): \"\\{\\{smtp.*\n", "");
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("page.yaml", local));
        camel.start();
    }

    private Exchange send(String endpoint, Object body, Map<String, Object> headers) {
        Exchange sent = camel.createProducerTemplate().send(endpoint, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
        assertThat(sent.getException()).isNull();
        return sent;
    }

    /** The bean of the page, at this server. */
    private Object sentFolder(int port) throws Exception {
        String code = PageExamples.read(PAGE, "class").get("sent-folder").code();
        assertThat(code).contains("\"imaps\"", "\"imap.example.com\", 993", "System.getenv(\"IMAP_PASSWORD\")");
        return PageCode.newInstance(
                code.replace("\"imaps\"", "\"imap\"")
                        .replace("\"imap.example.com\", 993", "\"127.0.0.1\", " + port)
                        .replace("System.getenv(\"IMAP_PASSWORD\")", "\"changeit\""),
                folder);
    }

    @Test
    void copiesTheMailToTheSentFolderOnce() throws Exception {
        GreenMail imap = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        imap.start();
        try {
            GreenMailUser office = imap.setUser("office@example.com", "office", "changeit");
            var folders = imap.getManagers().getImapHostManager();
            folders.createMailbox(office, "Sent");
            camel.getRegistry().bind("sentFolder", sentFolder(imap.getImap().getPort()));
            load(example("sent")
                    .replace("resultAs", "idempotentRepository: \"#bean:mailKeys\"\n              resultAs"));
            for (int i = 0; i < 2; i++) {
                send("direct:order", "Grüße", Map.of(SmtpHeaders.IDEMPOTENCY_KEY, "order-1"));
            }

            var copies = folders.getFolder(office, "Sent").getMessages();
            assertThat(copies).hasSize(1);
            MimeMessage copy = copies.get(0).getMimeMessage();
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            copy.writeTo(octets);
            assertThat(octets.toString(StandardCharsets.ISO_8859_1))
                    .isEqualToIgnoringNewLines(new String(server.onlyMail().content(), StandardCharsets.ISO_8859_1));
            assertThat(copies.get(0).getFlags().contains(jakarta.mail.Flags.Flag.SEEN))
                    .isTrue();
            assertThat(server.onlyMail().recipients()).contains("archive@example.com");
            assertThat(octets.toString(StandardCharsets.ISO_8859_1)).doesNotContain("archive@");
        } finally {
            imap.stop();
        }
    }

    @Test
    void sendsWhatWasApprovedAsItWasReadAndOnce() throws Exception {
        load(example("approval")
                .replace("file:approvals", "file:" + folder + "/approvals")
                .replace("uri: file:approved", "uri: file:" + folder + "/approved")
                .replace("include:", "initialDelay: 0\n        delay: 20\n        include:"));
        send(
                "direct:offer",
                "For you",
                Map.of(
                        SmtpHeaders.TO, "ann@example.com",
                        SmtpHeaders.BCC, "boss@example.com",
                        SmtpHeaders.ATTACHMENTS, Map.of("offer.pdf", new byte[300_000])));
        assertThat(server.connections()).isZero();
        Path mail = mails(folder.resolve("approvals")).get(0);
        byte[] octets = Files.readAllBytes(mail);
        assertThat(new String(octets, StandardCharsets.ISO_8859_1)).doesNotContain("boss@");

        for (int i = 1; i < 3; i++) {
            NotifyBuilder handled = new NotifyBuilder(camel).whenCompleted(1).create();
            Files.copy(mail, folder.resolve("approvals/copy"));
            Files.move(
                    folder.resolve("approvals/copy"), folder.resolve("approved").resolve(mail.getFileName()));
            assertThat(handled.matches(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(server.onlyMail().content()).isEqualTo(octets);
        assertThat(server.onlyMail().recipients()).containsExactlyInAnyOrder("ann@example.com", "boss@example.com");
    }

    private static List<Path> mails(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".eml")).toList();
        }
    }

    /** Sends a mail by the recipe, to a local server in the place of the provider's. */
    private Request byHttp(String name, String host) throws Exception {
        HttpServer provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
            requests.add(
                    new Request(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), body));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        provider.start();
        try {
            assertThat(example(name)).contains("https://" + host + "/");
            load(example(name)
                    .replace(
                            "https://" + host,
                            "http://127.0.0.1:" + provider.getAddress().getPort()));
            send("direct:" + name, "Grüße", Map.of(SmtpHeaders.ATTACHMENTS, Map.of("a.bin", new byte[] {
                (byte) 0xFB, (byte) 0xFF, 1
            })));
            assertThat(server.connections()).isZero();
            return requests.remove();
        } finally {
            provider.stop(0);
        }
    }

    private static void assertIsTheMail(byte[] octets) {
        ReceivedMail mail = ReceivedMail.parse(octets);
        assertThat(mail.header("Subject")).isEqualTo("Your order");
        assertThat(mail.text()).contains("Grüße");
        assertThat(mail.mailboxes("To")).containsExactly("ann@example.com");
        assertThat(mail.attachments()).hasSize(1);
        assertThat(mail.rawText()).doesNotContain("archive@");
    }

    private static JsonNode json(Request request) throws Exception {
        assertThat(request.header("Content-type")).isEqualTo("application/json");
        return new ObjectMapper().readTree(request.body());
    }

    @Test
    void postsToGraph() throws Exception {
        Request request = byHttp("graph", "graph.microsoft.com");
        assertThat(request.path()).isEqualTo("/v1.0/users/office@example.com/sendMail");
        assertThat(request.header("Content-type")).isEqualTo("text/plain");
        assertThat(request.header("Authorization")).isEqualTo("Bearer t-1");
        assertIsTheMail(Base64.getDecoder().decode(request.body()));
    }

    @Test
    void postsToGmail() throws Exception {
        Request request = byHttp("gmail", "gmail.googleapis.com");
        assertThat(request.path()).isEqualTo("/gmail/v1/users/me/messages/send");
        assertThat(request.header("Authorization")).isEqualTo("Bearer t-2");
        assertIsTheMail(Base64.getUrlDecoder().decode(json(request).get("raw").asText()));
    }

    @Test
    void postsToAmazonWithTheRecipientsBesideTheMail() throws Exception {
        camel.getRegistry().bind("signer", (HttpClientConfigurer) client -> client.addRequestInterceptorLast(
                (request, entity, context) -> request.setHeader("Authorization", "signed")));
        Request request = byHttp("ses", "email.eu-central-1.amazonaws.com");
        assertThat(request.path()).isEqualTo("/v2/email/outbound-emails");
        assertThat(request.header("Authorization")).isEqualTo("signed");
        JsonNode mail = json(request);
        assertIsTheMail(Base64.getDecoder().decode(mail.at("/Content/Raw/Data").asText()));
        assertThat(mail.at("/Destination/ToAddresses")).hasToString("[\"ann@example.com\",\"archive@example.com\"]");
    }
}
