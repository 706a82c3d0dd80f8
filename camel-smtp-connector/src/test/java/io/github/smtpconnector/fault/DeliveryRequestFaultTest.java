// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.email.DeliverBy;
import io.github.smtpconnector.email.DeliveryRequest;
import io.github.smtpconnector.email.DsnReturn;
import io.github.smtpconnector.email.Hold;
import io.github.smtpconnector.email.Notify;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import io.github.smtpconnector.wire.tls.Trust;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mail asks beyond being delivered: written where the server can do it, and an error before MAIL where not. */
class DeliveryRequestFaultTest {

    private static final DeliveryRequest DSN = new DeliveryRequest(
            EnumSet.of(Notify.SUCCESS, Notify.FAILURE), DsnReturn.HDRS, "order 1", false, null, null);

    private static DeliveryRequest asking(boolean tls, @Nullable Hold hold, @Nullable DeliverBy by) {
        return new DeliveryRequest(Set.of(), null, null, tls, hold, by);
    }

    /** The wish in words, as the table of errors names it. */
    private static DeliveryRequest wish(String text) {
        String value = text.substring(text.indexOf(' ') + 1);
        return switch (text.substring(0, text.indexOf(' '))) {
            case "notify" -> new DeliveryRequest(Notify.listed(value), null, null, false, null, null);
            case "return" -> new DeliveryRequest(Set.of(), DsnReturn.valueOf(value), null, false, null, null);
            case "id" -> new DeliveryRequest(Set.of(), null, value, false, null, null);
            case "for" -> asking(false, new Hold.For(Long.parseLong(value)), null);
            case "until" -> asking(false, new Hold.Until(Instant.parse(value)), null);
            case "by" -> asking(false, null, DeliverBy.parse(value));
            default -> throw new AssertionError(text);
        };
    }

    @Test
    void goesToTheServerInTheFlightThatThereIs() {
        for (String missing : List.of("", "CHUNKING", "PIPELINING")) {
            try (SmtpTestServer server =
                            new SmtpTestServer().with("DSN").without(missing).start();
                    MailerFixture mailer = new MailerFixture(server).asking(DSN)) {
                mailer.send(RawMessage.of("hello\r\n"), "a+b@test.example", "dürst@test.example");
                mailer.send(RawMessage.of("again\r\n"), "c@test.example");

                assertThat(server.mails().get(0).mailCommand())
                        .isEqualTo("MAIL FROM:<from@test.example> SIZE="
                                + server.mails().get(0).content().length
                                + " BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=order+201");
                assertThat(server.commands())
                        .contains(
                                "RCPT TO:<a+b@test.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;a+2Bb@test.example",
                                "RCPT TO:<c@test.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;c@test.example")
                        .anyMatch(line -> line.endsWith(" ORCPT=utf-8;d\\x{FC}rst@test.example"));
            }
        }
    }

    @Test
    void saysNothingOfItWhereNothingIsAsked() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .with("DSN", "FUTURERELEASE 9 2030-01-01T00:00:00Z", "DELIVERBY", "REQUIRETLS")
                        .without("SIZE")
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.send("hello\r\n");

            assertThat(server.commands()).contains("MAIL FROM:<from@test.example>", "RCPT TO:<to@test.example>");
        }
    }

    @Test
    void isSaidAgainInEachTransactionOfASplit() {
        try (SmtpTestServer server =
                        new SmtpTestServer().with("DSN", "LIMITS RCPTMAX=1").start();
                MailerFixture mailer = new MailerFixture(server).asking(DSN)) {
            mailer.send(RawMessage.of("hello\r\n"), "a@test.example", "b@test.example");

            assertThat(server.mails()).hasSize(2).allSatisfy(mail -> assertThat(mail.mailCommand())
                    .endsWith(" RET=HDRS ENVID=order+201"));
            assertThat(server.commands().stream().filter(line -> line.startsWith("RCPT")))
                    .hasSize(2)
                    .allMatch(line -> line.contains("NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;"));
        }
    }

    @Test
    void isSaidAgainOnTheConnectionThatReplacesADeadOne() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .with("DSN")
                        .on(1, "MAIL", 2, Fault.close())
                        .start();
                MailerFixture mailer = new MailerFixture(server).asking(DSN)) {
            mailer.send("hello\r\n");
            mailer.send("again\r\n");

            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.mails().get(1).mailCommand()).endsWith(" RET=HDRS ENVID=order+201");
            assertThat(server.commands(2))
                    .contains("RCPT TO:<to@test.example> NOTIFY=SUCCESS,FAILURE" + " ORCPT=rfc822;to@test.example");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "notify NEVER                || has no DSN           | Leave out dsnNotify",
                "return FULL                 || has no DSN           | dsnReturn",
                "id 1                        || has no DSN           | envelopeId",
                "for 5                       || has no FUTURERELEASE | holdFor",
                "until 2030-01-01T00:00:00Z  || has no FUTURERELEASE | holdUntil",
                "by 60;N                     || has no DELIVERBY     | deliverBy",
                "for 61 | FUTURERELEASE 60 2030-01-01T00:00:00Z  | HOLDFOR=61 is more than the server allows | shorter",
                "until 2030-01-01T00:00:01Z | FUTURERELEASE 60 2030-01-01T00:00:00Z | until 2030-01-01T00:00:00Z | shorter",
                "by 59;R | DELIVERBY 60      | deliverBy is 59 seconds and the server wants at least 60 | more time",
                "by 59;R | DELIVERBY 60,X=Y  | wants at least 60     | N instead of R",
            })
    void isAnErrorBeforeMailWhereTheServerCannotDoIt(
            String wish, @Nullable String offer, String problem, String advice) {
        try (SmtpTestServer server = new SmtpTestServer()
                        .with(offer == null ? "NOOP" : offer)
                        .start();
                MailerFixture mailer = new MailerFixture(server).asking(wish(wish))) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");

            assertThat(failure).isInstanceOf(PermanentSmtpException.class);
            assertThat(failure.getCategory()).isEqualTo(Category.CAPABILITY);
            assertThat(failure.getPhase()).isEqualTo(Phase.MAIL);
            assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
            assertThat(failure).hasMessageContaining(problem).hasMessageContaining(advice);
            assertThat(failure.getMessage()).contains("127.0.0.1:" + server.port());
            assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));

            mailer.asking(null).send("plain\r\n");
            assertThat(server.connections()).as("it costs no connection").isOne();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for 60                     | FUTURERELEASE 60 2030-01-01T00:00:00Z | HOLDFOR=60",
                "for 61                     | FUTURERELEASE                         | HOLDFOR=61",
                "until 2030-01-01T00:00:00Z | futurerelease 60 2030-01-01t00:00:00z | HOLDUNTIL=2030-01-01T00:00:00Z",
                "until 2030-01-01T00:00:00Z | FUTURERELEASE 60 later                | HOLDUNTIL=2030-01-01T00:00:00Z",
                "by 60;R                    | DELIVERBY 60                          | BY=60;R",
                "by 59;N                    | DELIVERBY 60                          | BY=59;N",
                "by 1;R                     | DELIVERBY                             | BY=1;R",
            })
    void isAskedWithinTheLimitsOfTheServer(String wish, String offer, String parameter) {
        try (SmtpTestServer server = new SmtpTestServer().with(offer).start();
                MailerFixture mailer = new MailerFixture(server).asking(wish(wish))) {
            mailer.send("hello\r\n");

            assertThat(server.onlyMail().mailCommand()).endsWith(" " + parameter);
        }
    }

    @Test
    void demandsTlsOfAVerifiedServerThatPassesTheDemandOn() {
        TestCertificates certificates = TestCertificates.shared();
        try (SmtpTestServer server = new SmtpTestServer()
                        .with("REQUIRETLS")
                        .startTls(certificates.localhost())
                        .start();
                MailerFixture mailer = new MailerFixture(server).asking(asking(true, null, null))) {
            mailer.send("hello\r\n");

            assertThat(server.onlyMail().mailCommand()).endsWith(" REQUIRETLS");
        }
    }

    @Test
    void doesNotTakeTlsForVerifiedThatIsNot() {
        TestCertificates certificates = TestCertificates.shared();
        try (SmtpTestServer clear = new SmtpTestServer().with("REQUIRETLS").start();
                MailerFixture mailer = new MailerFixture(clear).asking(asking(true, null, null))) {
            refusesTls(mailer.failure("hello\r\n"), Category.TLS, "not verified TLS");
        }
        try (SmtpTestServer anyone = new SmtpTestServer()
                        .with("REQUIRETLS")
                        .startTls(certificates.localhost())
                        .start();
                MailerFixture mailer = new MailerFixture(anyone)
                        .tls(new TlsPolicy(TlsPolicy.Mode.STARTTLS_REQUIRED, Trust.ANYONE, null))
                        .asking(asking(true, null, null))) {
            refusesTls(mailer.failure("hello\r\n"), Category.TLS, "ignoreSelfSignedCertificates=false");
        }
        try (SmtpTestServer server =
                        new SmtpTestServer().startTls(certificates.localhost()).start();
                MailerFixture mailer = new MailerFixture(server).asking(asking(true, null, null))) {
            refusesTls(mailer.failure("hello\r\n"), Category.CAPABILITY, "has no REQUIRETLS");
        }
    }

    private static void refusesTls(SmtpConnectorException failure, Category category, String why) {
        assertThat(failure).isInstanceOf(PermanentSmtpException.class).hasMessageContaining(why);
        assertThat(failure.getCategory()).isEqualTo(category);
        assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
    }
}
