// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that offer CHUNKING (RFC 3030) and do not keep to it. */
class RefusedChunkFaultTest {

    private static final String FORGERY = "RSET\r\nMAIL FROM:<app@test.example>\r\nRCPT TO:<victim@test.example>\r\n"
            + "BDAT 9 LAST\r\nforged\r\n\r\n";

    /** What a server does not read away it takes for commands, so it must not be sent before a recipient is accepted. */
    @ParameterizedTest
    @CsvSource({"RCPT, 550 5.1.1 unknown", "RCPT, 450 4.7.1 greylisted", "MAIL, 550 5.7.1 no", "MAIL, 552 5.3.4 too big"
    })
    void noContentIsTakenForCommands(String step, String reply) {
        for (int carried : new int[] {0, 2}) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .on(1, step, carried + 1, Fault.reply(reply))
                            .on(1, "CHUNK", carried + 1, Fault.reply("502 5.5.1 no transaction"))
                            .start();
                    MailerFixture mailer =
                            new MailerFixture(server).maxConnections(1).maxInFlight(4)) {
                for (int i = 0; i < carried; i++) {
                    mailer.send("harmless\r\n");
                }
                mailer.failure(FORGERY);
                mailer.send("harmless\r\n");

                assertThat(server.commands()).noneMatch(line -> line.contains("victim"));
                assertThat(server.mails()).hasSize(carried + 1).allSatisfy(mail -> assertThat(mail.recipients())
                        .containsExactly("to@test.example"));
            }
        }
    }

    /** It may offer CHUNKING for somebody else behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "PIPELINING"})
    void noContentIsTakenForCommandsByAServerThatDoesNotKnowChunks(String missing) {
        String large = FORGERY.repeat(5000);
        for (String text : List.of(FORGERY, large)) {
            for (boolean known : new boolean[] {true, false}) {
                try (SmtpTestServer server = new SmtpTestServer()
                                .buffered()
                                .without(missing)
                                .on("CHUNK", Fault.reply("502 5.5.1 not implemented"))
                                .start();
                        MailerFixture mailer = new MailerFixture(server)) {
                    RawMessage message = RawMessage.of(text);
                    mailer.send(known ? message : message.ofUnknownSize(), "to@test.example");

                    assertThat(server.commands()).noneMatch(line -> line.contains("victim"));
                    assertThat(server.onlyMail().parsed().text()).isEqualTo(text);
                }
            }
        }
    }

    @Test
    void contentWithoutCommandsSavesTheRoundTrip() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("RCPT", 1, Fault.reply("550 5.1.1 unknown"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.failure("harmless\r\n");
            assertThat(server.commands()).anyMatch(line -> line.startsWith("BDAT"));
        }
    }

    @Test
    void aServerThatWasSeenToReadARefusedChunkAwayIsTrustedWithAnything() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("RCPT", 1, Fault.reply("550 5.1.1 unknown"))
                        .on("RCPT", 4, Fault.reply("550 5.1.1 unknown"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.failure("harmless\r\n");
            mailer.send("harmless\r\n");
            mailer.send("harmless\r\n");
            mailer.failure(FORGERY);

            assertThat(server.commands())
                    .filteredOn(line -> line.startsWith("BDAT"))
                    .hasSize(4);
            assertThat(server.mails()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 5.5.2 what?", "502 5.5.1 not implemented", "503 5.5.1 not now", "504 5.5.4 no"})
    void aServerThatDoesNotKnowTheCommandIsServedByData(String reply) {
        for (String step : List.of("CHUNK", "BDAT")) {
            for (int octets : new int[] {100, 300_000}) {
                for (String missing : List.of("", "PIPELINING")) {
                    servedByData(reply, step, octets, missing);
                }
            }
        }
    }

    private static void servedByData(String reply, String step, int octets, String missing) {
        try (SmtpTestServer server = new SmtpTestServer()
                        .buffered()
                        .without(missing)
                        .on(step, Fault.reply(reply))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            RawMessage message = RawMessage.of(("x".repeat(78) + "\r\n").repeat(octets / 80));
            for (int i = 0; i < 3; i++) {
                assertThat(mailer.send(message, "to@test.example").state()).isEqualTo(DeliveryState.ACCEPTED);
            }
            assertThat(server.mails()).hasSize(3);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.commands(2)).noneMatch(line -> line.startsWith("BDAT"));
        }
    }

    /** Also where it shows so late: on the connection that replaced a dead one, or after a part of the mail was taken. */
    @ParameterizedTest
    @ValueSource(strings = {"500 5.5.2 what?", "502 5.5.1 not implemented", "503 5.5.1 not now", "504 5.5.4 no"})
    void aReplacementThatDoesNotKnowTheCommandIsServedByData(String reply) {
        for (Fault end : List.of(Fault.close(), Fault.replyAndClose("421 4.4.2 bye"))) {
            for (boolean known : new boolean[] {true, false}) {
                for (int octets : new int[] {100, 300_000}) {
                    replaced(reply, end, known, octets);
                }
            }
        }
    }

    private static void replaced(String reply, Fault end, boolean known, int octets) {
        try (SmtpTestServer server = new SmtpTestServer()
                        .buffered()
                        .on(1, "MAIL", 2, end)
                        .on(2, "CHUNK", 1, Fault.reply(reply))
                        .on(3, "CHUNK", 1, Fault.reply(reply));
                MailerFixture mailer = new MailerFixture(server)) {
            if (known) {
                server.start();
                mailer.send("first\r\n");
            } else {
                server.on(1, "MAIL", 1, Fault.reply("550 5.7.1 no")).start();
                mailer.failure("first\r\n");
            }
            RawMessage message = RawMessage.of(("x".repeat(78) + "\r\n").repeat(octets / 80));
            assertThat(mailer.send(message, "to@test.example").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(mailer.send(message, "to@test.example").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.commands()).filteredOn("DATA"::equals).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void nobodyGetsThePartTwiceThatWasTakenBefore(int refused) {
        try (SmtpTestServer server = new SmtpTestServer()
                        .buffered()
                        .maxRecipients(1)
                        .on(1, "CHUNK", refused, Fault.reply("502 5.5.1 not implemented"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            String[] all = {"a@test.example", "b@test.example", "c@test.example"};
            assertThat(mailer.send(RawMessage.of("mail\r\n"), all).state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.mails())
                    .flatExtracting(SmtpTestServer.TakenMail::recipients)
                    .containsExactly(all);
        }
    }

    @Test
    void theOptionForbidsTheCommand() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server).unchunked()) {
            mailer.send("hello\r\n");
            assertThat(server.commands()).contains("DATA").noneMatch(line -> line.startsWith("BDAT"));
        }
    }
}
