// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.received.OddFile;
import io.github.smtpconnector.received.OddFilesRoute;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Mails that lie in a mailbox of Dovecot, read by camel-mail over IMAP and sent on. */
class ReceivedMailIT {

    private static final List<OddFile> ODD = OddFile.all();

    @BeforeAll
    static void assume() {
        DovecotMailbox.assumeAvailable();
    }

    private static List<String> mails() {
        List<String> mails = new ArrayList<>();
        for (OddFile file : ODD) {
            mails.add(file.mail(mails.size()));
        }
        return mails;
    }

    @Test
    void goesOnWithItsFiles() throws Exception {
        try (DovecotMailbox mailbox = DovecotMailbox.start(mails())) {
            OddFilesRoute.check(mailbox.imaps(""), ODD);
        }
    }

    /** As it is: each header line and each octet of the body. */
    @Test
    void goesOnAsAWhole() throws Exception {
        List<String> mails = mails();
        try (DovecotMailbox mailbox = DovecotMailbox.start(mails);
                SmtpTestServer smtp = new SmtpTestServer().start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(mailbox.imaps("&mapMailMessage=false"))
                            .setHeader("CamelSmtpConnectorTo", constant("archive@example.com"))
                            .to("smtp-connector:127.0.0.1:" + smtp.port() + "?useTls=false&from=office@example.com");
                }
            });
            camel.start();
            Waiting.until(() -> smtp.taken() >= mails.size(), Duration.ofSeconds(60), () -> "sent: " + smtp.taken());
            assertThat(smtp.mails()).hasSize(mails.size()).allSatisfy(taken -> {
                ReceivedMail mail = taken.parsed();
                String original = mails.get(
                        Integer.parseInt(String.valueOf(mail.header("Subject")).substring(4)));
                String expected = original.substring(original.indexOf("Received:"));
                assertThat(mail.rawText()).isEqualTo(expected);
            });
        }
    }
}
