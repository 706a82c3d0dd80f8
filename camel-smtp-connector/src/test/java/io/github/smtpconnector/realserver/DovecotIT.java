// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.SmtpTestServer;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole component against Dovecot's submission service, which passes mail on to the test server. */
class DovecotIT {

    private static final String LOGIN =
            "&username=" + DovecotServer.USERNAME + "&password=RAW(" + DovecotServer.PASSWORD + ")";

    private static SmtpTestServer relay;
    private static DovecotServer server;
    private static PostfixClient camel;

    @BeforeAll
    static void start() throws Exception {
        DovecotServer.assumeAvailable();
        relay = new SmtpTestServer().start();
        server = DovecotServer.start(relay.port(), null);
        camel = new PostfixClient();
    }

    @AfterAll
    static void stop() throws Exception {
        if (camel != null) {
            camel.close();
        }
        if (server != null) {
            server.close();
            relay.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"})
    void logsInByPassword(String mechanism) {
        Exchange sent = camel.send(
                server.port(DovecotDoor.STARTTLS),
                PostfixClient.TRUST + LOGIN + "&authMechanism=" + mechanism,
                Map.of("To", mechanism + "@example.com"));

        assertThat(sent.getException()).isNull();
        assertThat(relay.mails()).anyMatch(mail -> mail.recipients().contains(mechanism + "@example.com"));
        assertThat(server.logs()).contains("method=" + mechanism);
    }

    @Test
    void logsInOverImplicitTls() {
        Exchange sent = camel.send(
                server.port(DovecotDoor.IMPLICIT_TLS),
                "&tlsMode=IMPLICIT" + PostfixClient.TRUST + LOGIN,
                Map.of("To", "implicit@example.com"));

        assertThat(sent.getException()).isNull();
        assertThat(relay.mails()).anyMatch(mail -> mail.recipients().contains("implicit@example.com"));
    }
}
