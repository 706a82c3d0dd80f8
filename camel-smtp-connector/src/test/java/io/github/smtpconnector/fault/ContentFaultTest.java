// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Content on the wire: as it was, whatever it is and however it travels. */
class ContentFaultTest {

    @Test
    void arrivesOctetForOctet() {
        List<String> texts = new ArrayList<>(
                List.of("", ".\r\n", "..\r\n", ".", "a\r\n.\r\nb\r\n", "\r\n.\r\n", "a.b\r\n.c\r\n..d\r\n", "no end"));
        StringBuilder dots = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            dots.append(".".repeat(i % 3)).append(i % 5 == 0 ? "" : "x").append("\r\n");
        }
        texts.add(dots.toString());
        for (String missing : List.of("", "CHUNKING", "PIPELINING")) {
            for (String text : texts) {
                for (boolean knownSize : List.of(true, false)) {
                    try (SmtpTestServer server =
                                    new SmtpTestServer().without(missing).start();
                            MailerFixture mailer = new MailerFixture(server)) {
                        RawMessage message = RawMessage.of(text);
                        mailer.send(knownSize ? message : message.ofUnknownSize(), "to@test.example");

                        byte[] taken = server.onlyMail().content();
                        boolean endAdded = missing.equals("CHUNKING") && !text.isEmpty() && !text.endsWith("\r\n");
                        String expected = new String(message.octets(), StandardCharsets.UTF_8);
                        assertThat(new String(taken, StandardCharsets.UTF_8))
                                .isEqualTo(endAdded ? expected + "\r\n" : expected);
                    }
                }
            }
        }
    }

    @Test
    void aLargeMailTravelsInPieces() {
        byte[] octets = new byte[5_000_000];
        new Random(1).nextBytes(octets);
        for (boolean knownSize : List.of(true, false)) {
            try (SmtpTestServer server = new SmtpTestServer().start();
                    MailerFixture mailer = new MailerFixture(server)) {
                RawMessage message = RawMessage.of(octets);
                SendResult result = mailer.send(knownSize ? message : message.ofUnknownSize(), "to@test.example");

                assertThat(server.onlyMail().content()).isEqualTo(octets);
                assertThat(result.state()).isEqualTo(DeliveryState.ACCEPTED);
                long pieces = server.commands().stream()
                        .filter(line -> line.startsWith("BDAT"))
                        .count();
                assertThat(pieces)
                        .as("one octet asks whether the server knows BDAT")
                        .isEqualTo(1 + (knownSize ? 5 : 77));
            }
        }
    }

    @Test
    void aRefusedPieceStopsALargeMail() {
        byte[] octets = new byte[40_000_000];
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("BDAT", 2, Fault.reply("552 5.3.4 enough"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            SmtpConnectorException failure = mailer.failure(RawMessage.of(octets), "to@test.example");

            assertThat(failure.getCategory()).isEqualTo(Category.SIZE);
            assertThat(failure.getPhase()).isEqualTo(Phase.BODY);
            assertThat(server.session(1).line().octetsIn())
                    .as("does not go on for long")
                    .isLessThan(20_000_000);
            assertThat(mailer.send("small\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
        }
    }

    /** Else its second answer would be taken for that of the next piece, and the last piece's for the mail's. */
    @Test
    void aPieceThatIsAnsweredTwiceEndsTheMail() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .without("PIPELINING")
                        .on("BDAT", 1, Fault.alsoSaying("250 2.0.0 and again\r\n"))
                        .on("CONTENT", Fault.reply("554 5.6.0 never"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            SmtpConnectorException failure = mailer.failure(RawMessage.of(new byte[3_000_000]), "to@test.example");

            assertThat(failure.getCategory()).isEqualTo(Category.PROTOCOL);
            assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
        }
    }

    /** As one that was signed and has changed since, or whose copy cannot be kept. */
    @ParameterizedTest
    @CsvSource({"'', true", "'', false", "PIPELINING, true", "CHUNKING, true", "CHUNKING, false"})
    void whatFailsBehindItsLastOctetIsNotSent(String missing, boolean knownSize) {
        BreakingMessage failing = new BreakingMessage(3_000_000, knownSize ? 3_000_000 : -1);
        try (SmtpTestServer server = new SmtpTestServer().without(missing).start();
                MailerFixture mailer = new MailerFixture(server)) {
            SmtpConnectorException failure = mailer.failure(failing, "to@test.example");

            assertThat(failure.getCategory()).isEqualTo(Category.CONTENT);
            assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
            assertThat(mailer.send("small\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.mails()).hasSize(1);
        }
    }

    @Test
    void aMailLargerThanTheServerTakesIsNotBegun() {
        try (SmtpTestServer server = new SmtpTestServer().with("SIZE 1000").start();
                MailerFixture mailer = new MailerFixture(server)) {
            SmtpConnectorException failure = mailer.failure("x".repeat(1000));

            assertThat(failure).isInstanceOf(PermanentSmtpException.class);
            assertThat(failure.getCategory()).isEqualTo(Category.SIZE);
            assertThat(failure).hasMessageContaining("takes 1000");
            assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
            assertThat(mailer.send("small\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.connections()).isOne();
            assertThat(server.onlyMail().mailCommand()).contains(" SIZE=");
        }
    }

    @Test
    void aServerWithoutSizeIsNotTold() {
        try (SmtpTestServer server = new SmtpTestServer().without("SIZE").start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.send("small\r\n");
            assertThat(server.onlyMail().mailCommand()).isEqualTo("MAIL FROM:<from@test.example>");
        }
    }

    @Test
    void eightBitAndUtf8AreAskedForOnlyWhereOffered() {
        RawMessage plain = RawMessage.of("ä\r\n");
        RawMessage eightBit = new RawMessage(plain.messageId(), plain.octets(), true, true, false);
        RawMessage utf8 = new RawMessage(plain.messageId(), plain.octets(), true, false, true);
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.send(eightBit, "to@test.example");
            mailer.send(utf8, "to@test.example");
            mailer.send(plain, "dürst@test.example");

            assertThat(server.mails().get(0).mailCommand()).endsWith(" BODY=8BITMIME");
            assertThat(server.mails().get(1).mailCommand()).endsWith(" BODY=8BITMIME SMTPUTF8");
            assertThat(server.mails().get(2).mailCommand()).endsWith(" BODY=8BITMIME SMTPUTF8");
        }
        try (SmtpTestServer server =
                        new SmtpTestServer().without("8BITMIME", "SMTPUTF8").start();
                MailerFixture mailer = new MailerFixture(server)) {
            assertThat(mailer.failure(eightBit, "to@test.example").getCategory())
                    .isEqualTo(Category.CAPABILITY);
            assertThat(mailer.failure(utf8, "to@test.example").getCategory()).isEqualTo(Category.CAPABILITY);
            SmtpConnectorException failure = mailer.failure(plain, "dürst@test.example");
            assertThat(failure.getCategory()).isEqualTo(Category.CAPABILITY);
            assertThat(failure).isInstanceOf(PermanentSmtpException.class);
            assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @Test
    void aSourceThatBreaksNeverYieldsHalfAMail() {
        for (String missing : List.of("", "CHUNKING", "PIPELINING")) {
            for (boolean knownSize : List.of(true, false)) {
                for (int size : List.of(1_000, 3_000_000)) {
                    try (SmtpTestServer server =
                                    new SmtpTestServer().without(missing).start();
                            MailerFixture mailer = new MailerFixture(server)) {
                        SmtpConnectorException failure =
                                mailer.failure(BreakingMessage.after(size, knownSize), "to@test.example");

                        assertThat(failure.getCategory()).isEqualTo(Category.CONTENT);
                        assertThat(failure).isInstanceOf(PermanentSmtpException.class);
                        assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
                        assertThat(mailer.send("whole\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
                        server.hangUp();
                        assertThat(server.mails()).hasSize(1);
                    }
                }
            }
        }
    }

    @Test
    void whatTheServerSaysBeforeHangingUpIsHeard() {
        RawMessage large =
                RawMessage.of("octets in lines, so many of them that no buffer holds all\r\n".repeat(500_000));
        for (boolean tls : List.of(false, true)) {
            for (String missing : List.of("", "CHUNKING", "PIPELINING")) {
                assertThat(refusedWithAWord("552 5.3.4 too much for me", tls, missing, large))
                        .isInstanceOf(PermanentSmtpException.class);
                assertThat(refusedWithAWord("421 4.3.2 going down", tls, missing, large))
                        .isInstanceOf(RetryableSmtpException.class);
            }
        }
    }

    private static SmtpConnectorException refusedWithAWord(
            String reply, boolean tls, String missing, RawMessage message) {
        SmtpTestServer unstarted = new SmtpTestServer().without(missing).on("BODY", Fault.replyAndClose(reply));
        if (tls) {
            unstarted.startTls(TestCertificates.shared().localhost());
        }
        try (SmtpTestServer server = unstarted.start();
                MailerFixture mailer = new MailerFixture(server)) {
            SmtpConnectorException failure = mailer.failure(message, "to@test.example");

            assertThat(server.commands().contains("STARTTLS")).isEqualTo(tls);
            assertThat(failure).as("without %s, tls %s", missing, tls).hasMessageContaining(reply);
            assertThat(failure.getPhase()).isEqualTo(Phase.BODY);
            assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
            return failure;
        }
    }
}
