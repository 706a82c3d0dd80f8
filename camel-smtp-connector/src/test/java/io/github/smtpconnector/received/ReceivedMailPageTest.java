// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.received;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.published.PageRoutes;
import io.github.smtpconnector.testkit.PageExamples;
import io.github.smtpconnector.testkit.PageExamples.Example;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.ReceivedPart;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.Waiting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes of the page do what it says, with a mailbox in front and a server behind. */
class ReceivedMailPageTest {

    private static final String HEAD =
            """
            Received: from x by y; Mon, 2 Nov 2026 10:00:00 +0000
            From: =?UTF-8?Q?M=C3=BCller=2C_J?= <ann@example.com>
            To: office@example.com, Bob <bob@example.com>
            Cc: =?UTF-8?Q?=C3=84?= <carl@example.com>,
             dora@example.com
            Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?= and a subject that is long enough
             to be folded
            Message-ID: <question@example.com>
            References: <first@example.com><second@example.com> (was: x)
            MIME-Version: 1.0
            """;

    private static final String ORIGINAL = "From: z@example.org\r\nSubject: inner\r\n\r\nThe inner text.\r\n";

    private static final String MAIL = (HEAD
                            + """
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Gr=C3=BC=C3=9Fe
            --b
            Content-Type: image/png; name="logo.png"
            Content-Disposition: inline; filename="logo.png"
            Content-ID: <logo@example.com>
            Content-Transfer-Encoding: base64

            AAEC
            --b
            Content-Type: message/rfc822; name="inner"
            Content-Disposition: attachment; filename="inner"

            """)
                    .replace("\n", "\r\n")
            + ORIGINAL
            + "\r\n--b--\r\n";

    private final Inbox inbox = new Inbox();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        camel.stop();
        inbox.close();
    }

    /** What the route of that name makes of the mail. */
    private SmtpTestServer.TakenMail sent(String name, String mail) throws Exception {
        Map<String, Example> routes = PageExamples.read(Path.of("docs/received-mail.md"), "route");
        assertThat(routes).containsOnlyKeys("forward", "file", "answer", "all", "archive");
        inbox.deliver(mail);
        camel.getPropertiesComponent().addInitialProperty("imap.password", Inbox.PASSWORD);
        Example route = routes.get(name);
        String code = inbox.in(route.code());
        if (route.language().equals("java")) {
            camel.addRoutes(PageRoutes.compile(code, folder));
        } else {
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("example.yaml", code));
        }
        camel.start();
        Waiting.until(() -> inbox.smtp.taken() > 0, Duration.ofSeconds(30), () -> name + " sent nothing");
        return inbox.smtp.mails().get(0);
    }

    @Test
    void forwards() throws Exception {
        ReceivedMail mail = sent("forward", MAIL).parsed();
        assertThat(mail.header("Subject")).isEqualTo("Fwd: Grüße and a subject that is long enough to be folded");
        assertThat(mail.text()).contains("Grüße");
        List<ReceivedPart> files = mail.attachments().stream()
                .sorted(Comparator.comparing(file -> String.valueOf(file.fileName())))
                .toList();
        assertThat(files).extracting(ReceivedPart::fileName).containsExactly("inner.eml", "logo.png");
        assertThat(new String(files.get(0).bytes(), StandardCharsets.US_ASCII).strip())
                .isEqualTo(ORIGINAL.strip());
        assertThat(files.get(1).contentType()).isEqualTo("image/png");
        assertThat(files.get(1).contentId()).isEqualTo("logo@example.com");
        assertThat(files.get(1).bytes()).containsExactly(0, 1, 2);
    }

    @Test
    void forwardsAsAFile() throws Exception {
        ReceivedPart file = sent("file", MAIL).parsed().attachments().get(0);
        assertThat(file.fileName()).isEqualTo("original.eml");
        ReceivedMail original = ReceivedMail.parse(file.bytes());
        assertThat(original.headers("References")).containsExactly("<first@example.com><second@example.com> (was: x)");
        assertThat(original.attachments()).isNotEmpty();
    }

    @Test
    void answers() throws Exception {
        ReceivedMail mail = sent("answer", MAIL).parsed();
        assertThat(mail.mailboxes("To")).containsExactly("Müller, J <ann@example.com>");
        assertThat(mail.header("Subject")).isEqualTo("Re: Grüße and a subject that is long enough to be folded");
        assertThat(mail.header("In-Reply-To")).isEqualTo("<question@example.com>");
        assertThat(mail.header("References"))
                .isEqualTo("<first@example.com> <second@example.com> <question@example.com>");
        assertThat(mail.attachments()).isEmpty();
        assertThat(mail.text()).contains("We have it.");
    }

    @Test
    void answersWhereTheMailWantsAnswers() throws Exception {
        ReceivedMail mail = sent("answer", MAIL.replace("To: office", "Reply-To: list@example.com\r\nTo: office"))
                .parsed();
        assertThat(mail.mailboxes("To")).containsExactly("list@example.com");
    }

    @Test
    void answersToAll() throws Exception {
        SmtpTestServer.TakenMail mail = sent("all", MAIL);
        assertThat(mail.recipients())
                .containsExactly(
                        "ann@example.com",
                        "office@example.com",
                        "bob@example.com",
                        "carl@example.com",
                        "dora@example.com");
        assertThat(mail.parsed().mailboxes("Cc"))
                .containsExactly(
                        "office@example.com", "Bob <bob@example.com>", "Ä <carl@example.com>", "dora@example.com");
    }

    @Test
    void archives() throws Exception {
        SmtpTestServer.TakenMail mail = sent("archive", MAIL);
        assertThat(mail.recipients()).containsExactly("archive@example.com");
        assertThat(mail.mailCommand()).contains("<office@example.com>");
        assertThat(mail.parsed().mailboxes("From")).containsExactly("Müller, J <ann@example.com>");
        assertThat(mail.parsed().attachments()).hasSize(2);
    }
}
