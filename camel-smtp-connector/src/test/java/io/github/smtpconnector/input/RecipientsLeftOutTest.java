// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.testkit.LoggedLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A finished mail with recipients of its own, and an endpoint with a default for mails without. */
class RecipientsLeftOutTest extends EmailReaderFixture {

    private static final String URI = "smtp-connector:mail.example.com?bodyAs=MIME&from=a@example.com";

    private final LoggedLines logged = LoggedLines.warningsOf(EmailReader.class);
    private final List<String> warnings = logged.lines();

    @AfterEach
    void listenNoMore() {
        logged.close();
    }

    private void send(CamelContext camel, String options, String recipients, Map<String, Object> headers) {
        byte[] mail = ("From: b@example.org\r\n" + recipients + "\r\nx\r\n").getBytes(StandardCharsets.UTF_8);
        Endpoint endpoint = camel.getEndpoint(URI + options);
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            for (int i = 0; i < 3; i++) {
                template.sendBodyAndHeaders(endpoint, mail, headers);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void areWarnedOfOnceWhereOnlyTheOptionNamesOthers() {
        send(context, "&to=archive@example.com", "To: c@example.org\r\n", Map.of());
        assertThat(mailers.sent)
                .hasSize(3)
                .allSatisfy(sent -> assertThat(sent.envelope().recipients()).containsExactly("archive@example.com"));
        assertThat(warnings).hasSize(1).first().asString().contains("CamelSmtpConnectorTo", "options to, cc and bcc");
        assertThat(warnings.toString()).doesNotContain("@");
        send(context, "&bcc=archive@example.com", "Cc: unreadable <\r\n", Map.of());
        assertThat(warnings).hasSize(2);
    }

    @Test
    void areLeftOutQuietlyWhereTheRouteSaysSoOrThereAreNone() {
        send(context, "&to=x@example.com", "To: c@example.org\r\n", Map.of("CamelSmtpConnectorTo", "y@example.com"));
        send(context, "&to=x@example.com", "Subject: s\r\n", Map.of());
        send(context, "", "To: c@example.org\r\n", Map.of());
        assertThat(warnings).isEmpty();
    }
}
