// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import static io.github.smtpconnector.test.MailServerTest.messages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DisturbanceTest {

    @RegisterExtension
    static final MailServer server = MailServer.inClear();

    private static String failure() {
        return messages(() -> Clients.CONNECTOR.send(server));
    }

    @Test
    void answersAsOftenAsItIsTold() {
        server.at(Step.MAIL).times(2).answer("451 4.3.2 come back later");

        assertThat(failure()).contains("come back later");
        assertThat(failure()).contains("come back later");
        assertThat(failure()).isEmpty();
        assertThat(server.connections()).isEqualTo(3);
        server.mail().to("ann@example.com").hasText("Hello");
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "CONTENT"})
    void refusesEachStep(Step step) {
        server.at(step).answer("554 5.7.1 not from here");

        assertThat(failure()).contains("not from here");
        server.hasNoMail();
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "CONTENT"})
    void hangsUpAtEachStep(Step step) {
        server.at(step).hangUp();

        assertThat(failure()).isNotEmpty();
        server.hasNoMail();
    }

    @Test
    void takesTheMailAndNeverSaysSo() {
        server.at(Step.CONTENT).hangUpUnsaid();

        assertThat(failure()).isNotEmpty();
        server.mail().hasSubject("Grüße – 注文");
    }

    @Test
    void saysSomethingElseWhereItDoesTheRightThing() throws Exception {
        server.at(Step.CONTENT).answer("250 2.0.0 queued as 4711");

        assertThat(Clients.CONNECTOR
                        .send(server, server.properties(), Clients.HEADERS, "Hello")
                        .getMessage()
                        .getHeader("CamelSmtpConnectorResponse", String.class))
                .contains("4711");
        server.mail().hasText("Hello");
    }

    @Test
    void takesItsTime() throws Exception {
        server.at(Step.GREETING).takeTime(Duration.ofMillis(300));
        long begin = System.nanoTime();

        Clients.CONNECTOR.send(server);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void fallsSilent() {
        server.at(Step.DATA).fallSilent();
        var options = server.properties();
        options.put("camel.component.smtp-connector.replyTimeout", "200");
        options.put("camel.component.smtp-connector.finalReplyTimeout", "200");

        assertThat(messages(() -> Clients.CONNECTOR.send(server, options, "Hello")))
                .contains("no answer in time");
    }

    @Test
    void goesAwayAndComesBack() throws Exception {
        int port = server.port();
        server.goAway();
        assertThat(failure()).contains("refused");

        server.comeBack();
        Clients.CONNECTOR.send(server);

        assertThat(server.port()).isEqualTo(port);
        server.mail().hasText("Hello");
    }

    @Test
    void keepsWithinItsLimits() throws Exception {
        try (MailServer narrow = MailServer.inClear().limits(1, 100).start()) {
            Clients.CONNECTOR.send(narrow);

            assertThat(narrow.mails(2)).extracting(Mail::recipients).allMatch(recipients -> recipients.size() == 1);
        }
    }

    @Test
    void takesForAReplyOnlyWhatIsOne() {
        assertThatThrownBy(() -> server.at(Step.MAIL).answer("come back later"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'come back later' is no reply: give three digits, a space and a text");
    }
}
