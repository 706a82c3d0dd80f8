// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.received;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.ReceivedPart;
import io.github.smtpconnector.testkit.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Mails with files as programs out there label them, received by camel-mail and sent on: none of them fails. */
class OddFilesRouteTest {

    @Test
    void goOnWithTheirNamesTypesAndOctets() throws Exception {
        List<OddFile> odd = OddFile.all();
        assertThat(odd).hasSizeGreaterThan(40);
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        try (Inbox inbox = new Inbox();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            for (int i = 0; i < odd.size(); i++) {
                inbox.deliver(odd.get(i).mail(i));
            }
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(Exception.class)
                            .handled(true)
                            .process(e -> failures.add(e.getMessage().getHeader("Subject") + ": "
                                    + e.getProperty(org.apache.camel.Exchange.EXCEPTION_CAUGHT)));
                    from(inbox.pop3s())
                            .setHeader("CamelSmtpConnectorText", constant("see file"))
                            .setHeader("CamelSmtpConnectorSubject", header("Subject"))
                            .setHeader("CamelSmtpConnectorTo", header("From"))
                            .to(inbox.smtp(""));
                }
            });
            camel.start();
            Waiting.until(
                    () -> inbox.smtp.taken() + failures.size() == odd.size(), Duration.ofSeconds(20), () -> inbox.smtp.taken() + " sent, " + failures + "");
            assertThat(failures).isEmpty();
            SoftAssertions all = new SoftAssertions();
            inbox.smtp.mails().forEach(taken -> check(taken.parsed(), odd, all));
            all.assertAll();
        }
    }

    private static void check(ReceivedMail mail, List<OddFile> odd, SoftAssertions all) {
        OddFile file = odd.get(Integer.parseInt(String.valueOf(mail.header("Subject")).substring(4)));
        all.assertThat(mail.mailboxes("To")).containsExactly("M\u00fcller, J <ann@example.org>");
        all.assertThat(mail.attachments()).as("%s", file).hasSize(1);
        for (ReceivedPart part : mail.attachments()) {
            all.assertThat(part.fileName()).as("%s", file).isEqualTo(file.name());
            all.assertThat(part.contentType()).as("%s", file).isEqualTo(file.mediaType());
            all.assertThat(part.bytes()).as("%s", file).isEqualTo(OddFile.OCTETS);
        }
    }
}
