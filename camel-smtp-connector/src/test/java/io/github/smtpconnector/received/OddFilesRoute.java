// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.received;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.ReceivedPart;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.api.SoftAssertions;

/** A route from a mailbox to a server. */
public final class OddFilesRoute {

    private OddFilesRoute() {}

    /** Sends on all mails of a mailbox, and checks that each has its file. */
    public static void check(String mailbox, List<OddFile> odd) throws Exception {
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        try (SmtpTestServer smtp = new SmtpTestServer().start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(Exception.class)
                            .handled(true)
                            .process(failed -> failures.add(failed.getMessage().getHeader("Subject") + ": "
                                    + failed.getProperty(Exchange.EXCEPTION_CAUGHT)));
                    from(mailbox)
                            .setHeader("CamelSmtpConnectorText", constant("see file"))
                            .setHeader("CamelSmtpConnectorSubject", header("Subject"))
                            .setHeader("CamelSmtpConnectorTo", header("From"))
                            .to("smtp-connector:127.0.0.1:" + smtp.port() + "?useTls=false&from=office@example.com");
                }
            });
            camel.start();
            Waiting.until(
                    () -> smtp.taken() + failures.size() >= odd.size(),
                    Duration.ofSeconds(60),
                    () -> smtp.taken() + " sent, failed: " + failures);
            assertThat(failures).isEmpty();
            SoftAssertions all = new SoftAssertions();
            smtp.mails().forEach(taken -> check(taken.parsed(), odd, all));
            all.assertAll();
        }
    }

    private static void check(ReceivedMail mail, List<OddFile> odd, SoftAssertions all) {
        OddFile file =
                odd.get(Integer.parseInt(String.valueOf(mail.header("Subject")).substring(4)));
        all.assertThat(mail.mailboxes("To")).containsExactly("M\u00fcller, J <ann@example.org>");
        all.assertThat(mail.attachments()).as("%s", file).hasSize(1);
        for (ReceivedPart part : mail.attachments()) {
            all.assertThat(part.fileName()).as("%s", file).isEqualTo(file.name());
            all.assertThat(part.contentType()).as("%s", file).isEqualTo(file.mediaType());
            all.assertThat(part.bytes()).as("%s", file).isEqualTo(OddFile.OCTETS);
        }
    }
}
