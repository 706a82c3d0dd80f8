// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deadlines (DELIVERBY, RFC 2852) as Sendmail reads and remembers them: Postfix knows none. */
class SendmailIT {

    private static SendmailServer server;

    private PostfixClient camel;

    @BeforeAll
    static void startServer() throws Exception {
        SendmailServer.assumeAvailable();
        server = SendmailServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void startCamel() throws Exception {
        server.empty();
        camel = new PostfixClient();
    }

    @AfterEach
    void stopCamel() {
        if (camel != null) {
            camel.close();
        }
    }

    /** In the queue Sendmail writes what is to become of the mail as one octet: 1 to notify, 2 to return. */
    @ParameterizedTest
    @CsvSource({"3600;R, 3600, 2", "60;R, 60, 2", "59;N, 59, 1", "999999999;N, 999999999, 1"})
    void remembersADeadline(String deliverBy, String seconds, int mode) {
        Exchange sent = send("", Map.of("To", "ann@example.com", "DeliverBy", deliverBy));

        assertThat(sent.getException()).isNull();
        assertThat(server.onlyEnvelope()).contains("!" + (char) mode + " " + seconds);
    }

    @Test
    void isAskedForNoShorterDeadlineThanItTakes() {
        Exchange sent = send("&deliverBy=59;R", Map.of("To", "ann@example.com"));

        assertThat(sent.getException()).isInstanceOfSatisfying(PermanentSmtpException.class, failure -> {
            assertThat(failure.getCategory()).isEqualTo(Category.CAPABILITY);
            assertThat(failure).hasMessageContaining("the server wants at least " + SendmailServer.LEAST_DELIVER_BY);
        });
    }

    @Test
    void remembersWhatNotificationsAreToSay() {
        Exchange sent = send(
                "&dsnNotify=SUCCESS,DELAY&dsnReturn=HDRS&deliverBy=3600;N",
                Map.of("To", "ann+x@example.com", "EnvelopeId", "order 4711"));

        assertThat(sent.getException()).isNull();
        // Z is the envelope id as it was told, Q the original recipient; then S and D stand for SUCCESS and DELAY.
        assertThat(server.onlyEnvelope())
                .contains("Zorder+204711", "Qrfc822;ann+2Bx@example.com")
                .anyMatch(line -> line.matches("R\\w*SD\\w*:<ann\\+x@example\\.com>"));
    }

    @Test
    void isNotAskedToHoldAMail() {
        Exchange sent = send("&holdFor=15m", Map.of("To", "ann@example.com"));

        assertThat(sent.getException())
                .isInstanceOf(PermanentSmtpException.class)
                .hasMessageContaining("the server has no FUTURERELEASE");
    }

    private Exchange send(String options, Map<String, Object> inputs) {
        return camel.send(server.port(), "&useTls=false" + options, inputs);
    }
}
