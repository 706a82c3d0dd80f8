// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.options.TlsMode;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.PageExamples;
import io.github.smtpconnector.testkit.PageExamples.Example;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.ReceivedPart;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.testkit.TestTrust;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every example of docs/migrating.md that shows how it is done here, and reads the mail it sends. */
class MigratingPageTest {

    private static final Path PAGE = Path.of("docs", "migrating.md");

    @TempDir
    Path folder;

    private final SmtpTestServer server = new SmtpTestServer();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
    }

    @Test
    void showsNoExampleThatIsNotRun() throws Exception {
        assertThat(PageExamples.read(PAGE, "run"))
                .containsOnlyKeys("plain", "implicit", "alternative", "attachments", "partial", "inputs");
    }

    @Test
    void namesEveryInputOfTheOriginal() throws Exception {
        String page = Files.readString(PAGE);
        for (String input : List.of(
                "to",
                "dynamicTo",
                "toJson",
                "from",
                "cc",
                "ccJson",
                "bcc",
                "bccJson",
                "replyTo",
                "subject",
                "text",
                "html",
                "attachments",
                "multipleAttachments")) {
            assertThat(page).contains("`" + input + "`");
        }
    }

    @Test
    void sendsOverStartTlsWithALogin() throws Exception {
        server.login("orders", "p&q", "PLAIN");

        run("plain", "It is on its way.");

        ReceivedMail mail = server.onlyMail().parsed();
        assertThat(mail.header("Subject")).isEqualTo("Your order");
        assertThat(mail.header("From")).isEqualTo("orders@example.com");
        assertThat(mail.text()).isEqualToIgnoringNewLines("It is on its way.");
        assertThat(server.commands()).contains("STARTTLS");
    }

    @Test
    void sendsOverImplicitTlsToATrustedServer() throws Exception {
        server.login("orders", "p&q", "PLAIN");

        run("implicit", "It is on its way.");

        assertThat(server.onlyMail().recipients()).containsExactly("ann@example.com");
        assertThat(server.commands()).doesNotContain("STARTTLS");
    }

    @Test
    void sendsTextBesideHtml() throws Exception {
        run("alternative", "");

        ReceivedMail mail = server.onlyMail().parsed();
        assertThat(mail.tree()).isEqualTo("alternative[text/plain,text/html]");
        assertThat(mail.text()).isEqualToIgnoringNewLines("It is on its way.");
        assertThat(mail.html()).isEqualToIgnoringNewLines("<p>It is <b>on its way</b>.</p>");
        assertThat(server.onlyMail().recipients()).containsExactly("ann@example.com", "bob@example.com");
    }

    @Test
    void sendsTheAttachmentsOfTheExchangeAndOfAHeader() throws Exception {
        run("attachments", "See below.");

        assertThat(files(server.onlyMail().parsed()))
                .containsExactlyInAnyOrder("note.txt: Handle with care.", "list.csv: 1;chair");
    }

    @Test
    void sendsToTheRecipientsThatAreLeft() throws Exception {
        server.on("RCPT", 2, Fault.reply("550 5.1.1 no such mailbox"));

        Object body = run("partial", "It is on its way.");

        assertThat(body).isEqualTo("PARTIAL without [gone@example.com]");
        assertThat(server.onlyMail().recipients()).containsExactly("ann@example.com");
    }

    @Test
    void takesTheInputsOfAFlowAsTheyAre() throws Exception {
        Object body =
                run("inputs", PageExamples.read(PAGE, "input").get("inputs").code());

        ReceivedMail mail = server.onlyMail().parsed();
        assertThat(server.onlyMail().recipients())
                .containsExactly(
                        "ann@example.com",
                        "bob@example.com",
                        "carl@example.com",
                        "dora@example.com",
                        "eve@example.com",
                        "fred@example.com");
        assertThat(mail.mailboxes("To")).containsExactly("Ann Example <ann@example.com>", "bob@example.com");
        assertThat(mail.rawText()).doesNotContain("eve@", "fred@");
        assertThat(mail.mailboxes("Reply-To")).containsExactly("service@example.com", "sales@example.com");
        assertThat(mail.header("Subject")).isEqualTo("Your order");
        assertThat(mail.tree()).isEqualTo("mixed[alternative[text/plain,text/html],text/plain,text/csv]");
        assertThat(files(mail)).containsExactly("note.txt: Handle with care.", "list.csv: 1;chair");
        assertThat(body)
                .asString()
                .startsWith(String.valueOf(mail.header("Message-ID")))
                .contains("[ann@example.com, bob@example.com");
    }

    private static List<String> files(ReceivedMail mail) {
        return mail.attachments().stream()
                .map(file -> file.fileName() + ": " + text(file))
                .toList();
    }

    private static String text(ReceivedPart file) {
        return new String(file.bytes(), StandardCharsets.UTF_8).strip();
    }

    /** The answer of the example's route, with the test's server in place of the example's. */
    private Object run(String name, String body) throws Exception {
        Example example = PageExamples.read(PAGE, "run").get(name);
        boolean implicit = example.code().contains("smtp.example.com:465");
        if (implicit) {
            server.implicitTls(TestCertificates.shared().localhost());
        } else {
            server.startTls(TestCertificates.shared().localhost());
        }
        server.start();
        SmtpComponent component = new SmtpComponent();
        component.getConfiguration().setTlsMode(implicit ? TlsMode.IMPLICIT : TlsMode.AUTO);
        component.getConfiguration().setSslContextParameters(TestTrust.parameters());
        camel.addComponent("smtp-connector", component);
        camel.getRegistry().bind("companyTrust", TestTrust.parameters());
        Properties secrets = new Properties();
        secrets.put("smtp.password", "p&q");
        camel.getPropertiesComponent().setInitialProperties(secrets);
        String code = example.code().replaceAll("smtp\\.example\\.com:\\d+", "localhost:" + server.port());
        if (example.language().equals("java")) {
            camel.addRoutes(PageCode.compile(List.of(code), folder).get(0));
        } else {
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("example.yaml", code));
        }
        camel.start();
        return camel.createProducerTemplate().requestBody("direct:start", body);
    }
}
