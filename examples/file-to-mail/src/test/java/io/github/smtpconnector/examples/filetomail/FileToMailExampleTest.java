// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.filetomail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.test.Attachment;
import io.github.smtpconnector.test.Mail;
import io.github.smtpconnector.test.MailServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeRedeliveryEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FileToMailExampleTest {

    private static final byte[] SCAN = {0, 1, 2, '\r', '\n', '.', '\r', '\n', -1};

    @TempDir
    Path folder;

    @RegisterExtension
    final MailServer server = MailServer.withImplicitTls().login("app", "secret");

    private final Main camel = FileToMail.camel();
    private final AtomicInteger redeliveries = new AtomicInteger();
    private final List<Exchange> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void mailsEachFileAndMovesItToSent() throws Exception {
        Files.write(folder.resolve("scan 1.pdf"), SCAN);
        Files.write(folder.resolve("Übersicht.csv"), SCAN);

        runUntilDone(2, "secret");

        assertThat(names("sent")).containsExactlyInAnyOrder("scan 1.pdf", "Übersicht.csv");
        assertThat(folder.resolve("failed")).doesNotExist();
        for (Mail mail : server.mails(2)) {
            Attachment file = mail.attachments().get(0);
            assertThat(mail.header("To")).isEqualTo("office@example.com");
            assertThat(names("sent")).contains(file.name()).contains(mail.subject());
            assertThat(file.bytes()).isEqualTo(SCAN);
        }
        assertThat(done).allSatisfy(exchange -> assertThat(exchange.getMessage().getHeaders())
                .contains(Map.entry(SmtpHeaders.DELIVERY_STATE, "ACCEPTED"))
                .containsEntry(SmtpHeaders.ACCEPTED, List.of("office@example.com")));
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void movesAFileToFailedWithTheReasonAtOnceWhenRepeatingIsOfNoUse() throws Exception {
        Files.write(folder.resolve("scan.pdf"), SCAN);

        runUntilDone(1, "wrong");

        assertThat(names("failed")).containsExactlyInAnyOrder("scan.pdf", "scan.pdf.reason.txt");
        assertThat(folder.resolve("failed/scan.pdf")).hasBinaryContent(SCAN);
        assertThat(folder.resolve("failed/scan.pdf.reason.txt"))
                .content()
                .startsWith("NOT_SENT: ")
                .contains("535");
        assertThat(redeliveries).hasValue(0);
        server.hasNoMail();
    }

    @Test
    void movesAFileToFailedOnlyAfterRepeatingWhenTheServerIsAway() throws Exception {
        Files.write(folder.resolve("scan.pdf"), SCAN);
        server.goAway();

        runUntilDone(1, "secret");

        assertThat(names("failed")).containsExactlyInAnyOrder("scan.pdf", "scan.pdf.reason.txt");
        assertThat(folder.resolve("scan.pdf")).doesNotExist();
        assertThat(redeliveries).hasValue(2);
    }

    private void runUntilDone(int files, String password) throws Exception {
        camel.addOverrideProperty("files.folder", folder.toString());
        camel.addOverrideProperty("files.quiet", "20");
        camel.addOverrideProperty("files.redeliveries", "2");
        camel.addOverrideProperty("files.redeliveryDelay", "1");
        camel.addOverrideProperty("smtp.host", server.host());
        camel.addOverrideProperty("smtp.username", "app");
        camel.addOverrideProperty("smtp.password", password);
        camel.addOverrideProperty("camel.component.smtp-connector.port", String.valueOf(server.port()));
        camel.addOverrideProperty("camel.component.smtp-connector.tlsMode", "IMPLICIT");
        camel.addOverrideProperty("camel.component.smtp-connector.ignoreSelfSignedCertificates", "true");
        camel.init();
        NotifyBuilder allDone = new NotifyBuilder(camel.getCamelContext())
                .fromRoute("file-to-mail")
                .whenDone(files)
                .create();
        camel.getCamelContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof ExchangeRedeliveryEvent redelivery) {
                    redeliveries.set(redelivery.getAttempt());
                } else if (event instanceof CamelEvent.ExchangeCompletedEvent completed) {
                    done.add(completed.getExchange());
                }
            }
        });
        camel.start();
        assertThat(allDone.matches(20, TimeUnit.SECONDS)).isTrue();
    }

    private List<String> names(String subfolder) throws Exception {
        try (var files = Files.list(folder.resolve(subfolder))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
