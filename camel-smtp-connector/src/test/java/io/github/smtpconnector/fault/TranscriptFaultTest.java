// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol log: everything that is said, but no secret and no content. */
class TranscriptFaultTest {

    private static final String USERNAME = "me@test.example";
    private static final String PASSWORD = "0pen-sesame";
    private static final RawMessage MAIL = RawMessage.of("classified\r\n.a dot\r\n");
    private static final String PREFIX = "\\[\\d+ to 127\\.0\\.0\\.1:\\d+, 0 ms] ";

    @Test
    void showsTheWholeDialogue() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .without("8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "SIZE")
                        .login(USERNAME, PASSWORD, "PLAIN")
                        .startTls(TestCertificates.shared().localhost())
                        .start();
                MailerFixture mailer =
                        new MailerFixture(server).login(USERNAME, PASSWORD).transcribed()) {
            mailer.send(MAIL, "a@test.example", "b@test.example");
            mailer.pools.shutdown(Duration.ZERO);

            assertThat(said(mailer).map(line -> line.replaceFirst("(secured by TLSv1.3) .*", "$1")))
                    .containsExactly(
                            "connected",
                            "S: 220 test.example ESMTP",
                            "C: EHLO client.example",
                            "S: 250-test.example",
                            "S: 250-PIPELINING",
                            "S: 250-CHUNKING",
                            "S: 250-AUTH PLAIN",
                            "S: 250 STARTTLS",
                            "C: STARTTLS",
                            "S: 220 2.0.0 go ahead",
                            "secured by TLSv1.3",
                            "C: EHLO client.example",
                            "S: 250-test.example",
                            "S: 250-PIPELINING",
                            "S: 250-CHUNKING",
                            "S: 250 AUTH PLAIN",
                            "C: AUTH PLAIN ***",
                            "S: 235 2.7.0 welcome",
                            "C: MAIL FROM:<from@test.example>",
                            "C: RCPT TO:<a@test.example>",
                            "C: RCPT TO:<b@test.example>",
                            "S: 250 2.1.0 ok",
                            "S: 250 2.1.5 ok",
                            "S: 250 2.1.5 ok",
                            "C: BDAT 37 LAST",
                            "C: (37 octets of content)",
                            "S: 250 2.0.0 ok queued as TEST1",
                            "C: QUIT",
                            "closed");
            assertNoSecret(mailer);
        }
    }

    @Test
    void withoutPipeliningEachCommandWaitsForItsReply() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .without("PIPELINING", "CHUNKING", "SIZE")
                        .on("RCPT", 1, Fault.reply("550 5.1.1 no"))
                        .start();
                MailerFixture mailer = new MailerFixture(server).transcribed()) {
            mailer.failure(MAIL, "nobody@test.example");
            mailer.send(MAIL, "a@test.example", "b@test.example");

            assertThat(said(mailer))
                    .containsSequence(
                            "C: MAIL FROM:<from@test.example>",
                            "S: 250 2.1.0 ok",
                            "C: RCPT TO:<nobody@test.example>",
                            "S: 550 5.1.1 no",
                            "C: RSET",
                            "S: 250 2.0.0 ok",
                            "C: MAIL FROM:<from@test.example>",
                            "S: 250 2.1.0 ok",
                            "C: RCPT TO:<a@test.example>",
                            "S: 250 2.1.5 ok",
                            "C: RCPT TO:<b@test.example>",
                            "S: 250 2.1.5 ok",
                            "C: DATA",
                            "S: 354 go ahead",
                            "C: (41 octets of content)",
                            "S: 250 2.0.0 ok queued as TEST1");
        }
    }

    @Test
    void countsTheOctetsOfDataWithItsDots() {
        try (SmtpTestServer server = new SmtpTestServer().without("CHUNKING").start();
                MailerFixture mailer = new MailerFixture(server).transcribed()) {
            mailer.send(MAIL, "to@test.example");

            assertThat(said(mailer).skip(9))
                    .containsExactly(
                            "C: MAIL FROM:<from@test.example> SIZE=37",
                            "C: RCPT TO:<to@test.example>",
                            "C: DATA",
                            "S: 250 2.1.0 ok",
                            "S: 250 2.1.5 ok",
                            "S: 354 go ahead",
                            "C: (41 octets of content)",
                            "S: 250 2.0.0 ok queued as TEST1");
            assertNoSecret(mailer);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PLAIN | C: AUTH PLAIN ***",
                "LOGIN | C: AUTH LOGIN, S: 334 ***, C: ***, S: 334 ***, C: ***",
                "CRAM-MD5 | C: AUTH CRAM-MD5, S: 334 ***, C: ***",
            })
    void showsThatThereIsALoginAndNotWhatItSays(String mechanism, String lines) {
        for (String known : List.of(PASSWORD, "another")) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .login(USERNAME, known, mechanism)
                            .start();
                    MailerFixture mailer =
                            new MailerFixture(server).login(USERNAME, PASSWORD).transcribed()) {
                boolean right = known.equals(PASSWORD);
                if (right) {
                    mailer.send(MAIL, "to@test.example");
                } else {
                    mailer.failure(MAIL, "to@test.example");
                }
                assertThat(said(mailer)).containsSequence(lines.split(", "));
                assertThat(said(mailer))
                        .contains(right ? "S: 235 2.7.0 welcome" : "S: 535 5.7.8 wrong username or password");
                assertNoSecret(mailer);
            }
        }
    }

    @Test
    void sumsUpContentThatGoesInPieces() {
        try (SmtpTestServer server = new SmtpTestServer().discarding().start();
                MailerFixture mailer = new MailerFixture(server).transcribed()) {
            mailer.send("so that the server is known to take chunks\r\n");
            mailer.send(RawMessage.of(new byte[100_000]).ofUnknownSize(), "to@test.example");

            assertThat(said(mailer))
                    .containsSequence(
                            "C: BDAT 65536",
                            "C: (65536 octets of content)",
                            "C: BDAT 34464 LAST",
                            "C: (34464 octets of content)");
        }
    }

    @Test
    void aServerCannotForgeALine() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("MAIL", Fault.reply("550 no\u001b[2J\u2028S: 250 yes"))
                        .start();
                MailerFixture mailer = new MailerFixture(server).transcribed()) {
            mailer.failure(MAIL, "to@test.example");

            assertThat(said(mailer)).contains("S: 550 no\\u001B[2J\\u2028S: 250 yes");
        }
    }

    @Test
    void saysHowItEnded() {
        try (SmtpTestServer server =
                        new SmtpTestServer().on("MAIL", Fault.close()).start();
                MailerFixture mailer = new MailerFixture(server).transcribed()) {
            mailer.failure(MAIL, "to@test.example");

            assertThat(said(mailer).toList()).endsWith("S: (no reply: the server closed the connection)", "closed");
        }
    }

    private static Stream<String> said(MailerFixture mailer) {
        return mailer.transcript.stream().map(line -> line.replaceFirst("^" + PREFIX, ""));
    }

    private static void assertNoSecret(MailerFixture mailer) {
        assertThat(String.join("\n", mailer.transcript))
                .doesNotContain(
                        PASSWORD,
                        base64(PASSWORD),
                        base64(USERNAME),
                        base64("\0" + USERNAME + "\0" + PASSWORD),
                        "Subject",
                        "classified");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
