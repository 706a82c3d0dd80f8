// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
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
import io.github.smtpconnector.wire.tls.TlsPolicy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that make no sense or try to look like something else; where and when is the fault matrix's affair. */
class HostileReplyFaultTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n",
                "99 too short\r\n",
                "100 no such class\r\n",
                "600 no such class\r\n",
                "250x no separator\r\n",
                "\r\n",
                "250-one\r\n251 two codes\r\n",
                "2é0 digits\r\n"
            })
    void whatIsNoReplyEndsTheConnection(String octets) {
        for (String step : List.of("GREETING", "EHLO", "MAIL")) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .without("PIPELINING")
                            .on(1, step, 1, Fault.raw(octets))
                            .start();
                    MailerFixture mailer = new MailerFixture(server)) {
                SmtpConnectorException failure = mailer.failure("hello\r\n");

                assertThat(failure.getCategory()).isEqualTo(Category.PROTOCOL);
                assertThat(failure).isInstanceOf(RetryableSmtpException.class);
                assertThat(mailer.pools.openLines()).isZero();
                assertThat(mailer.send("again\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            }
        }
    }

    @Test
    void controlCharactersAreShownAndNotObeyed() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("MAIL", Fault.raw("550 5.1.8 a\u001b[2Jb\u0000c\u2028d\u202e\r\n"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");

            assertThat(failure.getReply().text()).isEqualTo("a\\u001B[2Jb\\u0000c\\u2028d\\u202E");
            assertThat(failure.getMessage()).doesNotContain("\u001b", "\u0000", "\u2028", "\u202e");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GREETING", "EHLO", "AUTH", "MAIL", "RCPT", "BDAT", "CONTENT"})
    void noControlCharacterReachesAStackTrace(String step) {
        String odd = step.equals("EHLO") ? "250-AUTH PL" : "221 ";
        for (String reply : List.of("550 5.7.1 ", odd, "garbage ")) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .login("me", "secret", "PLAIN")
                            .on(step, Fault.raw(reply + "\u001b]0;x\u0007\u0085\u0000\u2029\r250 x\r\n250 end\r\n"))
                            .start();
                    MailerFixture mailer = new MailerFixture(server).login("me", "secret")) {
                StringWriter trace = new StringWriter();
                mailer.failure("hello\r\n").printStackTrace(new PrintWriter(trace));

                assertThat(trace.toString())
                        .matches(text -> text.chars()
                                .allMatch(c -> c == '\n' || c == '\t' || c == '\r' || !Character.isISOControl(c)))
                        .doesNotContain("\u2029", "\r250 x");
            }
        }
    }

    @Test
    void aResultHoldsNoControlCharacterEither() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("CONTENT", Fault.claiming("250 2.0.0 queued as \u001b[2JX\u0007"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            SendResult result = mailer.send("hello\r\n");

            assertThat(result.reply()).hasToString("250 2.0.0 queued as \\u001B[2JX\\u0007");
        }
    }

    @Test
    void aTalkativeServerFillsNoResult() {
        String[] recipients =
                IntStream.range(0, 100).mapToObj(i -> "r" + i + "@test.example").toArray(String[]::new);
        String line = " 5.1.1 " + "x".repeat(2000) + "\r\n";
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("RCPT", Fault.raw(("550-" + line).repeat(20) + "550" + line))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            SmtpConnectorException failure = mailer.failure(RawMessage.of("hello\r\n"), recipients);

            assertThat(failure.getRecipientResults())
                    .hasSize(100)
                    .allSatisfy(recipient ->
                            assertThat(recipient.reply().text()).hasSize(1003).endsWith("x..."));
            assertThat(failure.getMessage()).hasSizeLessThan(1500);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"250-X", "250-AUTH PLAIN A B C ", "250-SIZE 1", "x", "250 "})
    void whatHasNoEndTakesNoMemory(String endless) {
        String text = endless.startsWith("250-") ? (endless + "\r\n").repeat(400) : endless.repeat(4000);
        try (SmtpTestServer server =
                        new SmtpTestServer().on("EHLO", Fault.endless(text)).start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.failure("first, for what is loaded once\r\n");
            long before = allocated();
            assertThat(mailer.failure("hello\r\n").getCategory()).isEqualTo(Category.PROTOCOL);

            // A connection's own buffers are some 100 KB of it.
            assertThat(allocated() - before).isLessThan(1_000_000);
        }
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void aServerThatKnowsHeloOnlyIsServedWhereNothingMoreWasAskedFor() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("EHLO", Fault.reply("502 5.5.1 what?"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            assertThat(mailer.send("hello\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.commands())
                    .startsWith("EHLO client.example", "HELO client.example", "MAIL FROM:<from@test.example>");
        }
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("EHLO", Fault.reply("502 5.5.1 what?"))
                        .start();
                MailerFixture mailer = new MailerFixture(server).tls(TlsPolicy.Mode.STARTTLS_REQUIRED)) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");

            assertThat(failure.getPhase()).isEqualTo(Phase.EHLO);
            assertThat(failure).isInstanceOf(PermanentSmtpException.class);
            assertThat(server.commands()).containsExactly("EHLO client.example");
        }
    }
}
