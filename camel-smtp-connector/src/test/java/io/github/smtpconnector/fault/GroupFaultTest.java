// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.testkit.TestLine;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The mails of several senders leave in one write, in one TLS record where the line is secured, behind a mail that goes
 * step by step. Wherever the connection is cut, each sender is told the truth about its own.
 */
class GroupFaultTest {

    private static final int MAILS = 3;

    /** Longer than all that is said after the release. */
    private static final int NEVER = 1_000_000;

    private static final SSLContext TLS = TestCertificates.shared().localhost();

    private final Map<DeliveryState, Integer> seen = new EnumMap<>(DeliveryState.class);

    /** How the connection ends, after so many octets. */
    private interface End {
        void at(TestLine line, int octets);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsTheTruthWhereverAGroupIsCut(boolean tls) throws Exception {
        cutEverywhere(tls, TestLine::cutAfter);
        // What leaves in one record arrives as a whole or not at all.
        assertThat(seen.containsKey(DeliveryState.NOT_SENT)).isNotEqualTo(tls);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsTheTruthWhereverTheRepliesToAGroupAreCut(boolean tls) throws Exception {
        cutEverywhere(tls, TestLine::cutRepliesAfter);
        assertThat(seen).containsKey(DeliveryState.NOT_SENT);
    }

    private void cutEverywhere(boolean tls, End end) throws Exception {
        for (int octets = 0; isCut(tls, end, octets); octets++) {
            assertThat(octets).isLessThan(NEVER);
        }
        assertThat(seen).containsKeys(DeliveryState.ACCEPTED, DeliveryState.UNKNOWN);
    }

    private boolean isCut(boolean tls, End end, int octets) throws Exception {
        SmtpTestServer server = new SmtpTestServer().on(1, "RCPT", 3, Fault.whenReleased(session -> {
            end.at(session.line(), octets);
            return true;
        }));
        if (tls) {
            server.startTls(TLS);
        }
        try (server;
                MailerFixture mailer = new MailerFixture(server.start()).host(tls ? "localhost" : "127.0.0.1")) {
            mailer.transcribed().maxConnections(1).maxInFlight(MAILS + 1);
            Map<String, DeliveryState> states = new HashMap<>();
            // A server must have kept a connection open once before mails are written behind each other.
            for (String text : List.of("first", "second")) {
                states.put(text, state(mailer, text, "to@test.example"));
            }
            Map<String, DeliveryState> told = new ConcurrentHashMap<>();
            List<Thread> senders = new ArrayList<>();
            // All recipients or none: no content before they are accepted. The others must wait.
            senders.add(sender(told, mailer, "borrowing", "to@test.example", "other@test.example"));
            server.awaitSilence();
            for (int i = 0; i < MAILS; i++) {
                senders.add(sender(told, mailer, "number " + i, "to@test.example"));
                awaitWaiting(senders.get(i + 1));
            }
            server.release();
            for (Thread sender : senders) {
                sender.join();
            }
            states.putAll(told);
            boolean cut = server.connections() > 1 || states.containsValue(DeliveryState.UNKNOWN);
            if (!cut) {
                wroteThemTogether(mailer.transcript);
            }
            mailer.letGo();
            server.hangUp();
            agrees(server, states);
            return cut;
        }
    }

    private void agrees(SmtpTestServer server, Map<String, DeliveryState> states) {
        List<String> taken = server.mails().stream()
                .map(mail -> mail.parsed().text().strip())
                .toList();
        assertThat(taken).as("nothing is doubled: %s", states).doesNotHaveDuplicates();
        assertThat(states).hasSize(MAILS + 3);
        states.forEach((text, state) -> {
            seen.merge(state, 1, Integer::sum);
            switch (state) {
                case ACCEPTED -> assertThat(taken).as("nothing is lost").contains(text);
                case NOT_SENT -> assertThat(taken).as("nothing arrives unsaid").doesNotContain(text);
                default -> assertThat(state).isEqualTo(DeliveryState.UNKNOWN);
            }
        });
    }

    private static void wroteThemTogether(List<String> transcript) {
        List<String> said = List.copyOf(transcript).stream()
                .map(line -> line.replaceFirst("^\\[[^]]*] ", ""))
                .toList();
        String chunk = "C: BDAT 27 LAST";
        assertThat(said).filteredOn(chunk::equals).hasSize(MAILS);
        assertThat(said.subList(said.indexOf(chunk), said.lastIndexOf(chunk)))
                .as("in one go, and nothing heard between: %s", said)
                .noneMatch(line -> line.startsWith("S: "));
    }

    private static Thread sender(
            Map<String, DeliveryState> states, MailerFixture mailer, String text, String... recipients) {
        Thread sender = new Thread(() -> states.put(text, state(mailer, text, recipients)));
        sender.start();
        return sender;
    }

    private static void awaitWaiting(Thread sender) {
        while (sender.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private static DeliveryState state(MailerFixture mailer, String text, String... recipients) {
        try {
            return mailer.send(RawMessage.of(text + "\r\n"), recipients).state();
        } catch (SmtpConnectorException e) {
            return e.getDeliveryState();
        }
    }
}
