// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * Three mails under way on one connection, which the server cuts at every octet in turn: what is reported is what is
 * true, nothing is lost and nothing doubled.
 */
class CutAtEveryOctetFaultTest {

    private static final int MAILS = 3;

    @Test
    void tellsTheTruthWhereverTheMailsAreCutWithChunking() throws Exception {
        cutEverywhere(cut -> new SmtpTestServer().cutAfter(cut));
    }

    @Test
    void tellsTheTruthWhereverTheMailsAreCutWithoutChunking() throws Exception {
        cutEverywhere(cut -> new SmtpTestServer().without("CHUNKING").cutAfter(cut));
    }

    @Test
    void tellsTheTruthWhereverTheMailsAreCutWithoutPipelining() throws Exception {
        cutEverywhere(
                cut -> new SmtpTestServer().without("CHUNKING", "PIPELINING").cutAfter(cut));
    }

    @Test
    void tellsTheTruthWhereverTheRepliesAreCutWithChunking() throws Exception {
        cutEverywhere(cut -> new SmtpTestServer().cutRepliesAfter(cut));
    }

    @Test
    void tellsTheTruthWhereverTheRepliesAreCutWithoutChunking() throws Exception {
        cutEverywhere(cut -> new SmtpTestServer().without("CHUNKING").cutRepliesAfter(cut));
    }

    private static void cutEverywhere(LongFunction<SmtpTestServer> servers) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(MAILS);
        Map<DeliveryState, Integer> seen = new EnumMap<>(DeliveryState.class);
        try {
            boolean cut = true;
            for (long octet = 1; cut; octet++) {
                cut = cutAt(servers.apply(octet), senders, seen);
            }
        } finally {
            senders.shutdownNow();
        }
        // Otherwise this test would have shown nothing.
        assertThat(seen).containsKeys(DeliveryState.ACCEPTED, DeliveryState.NOT_SENT, DeliveryState.UNKNOWN);
    }

    /** Whether the connection was cut at all: when it was not, all has been tried. */
    private static boolean cutAt(SmtpTestServer server, ExecutorService senders, Map<DeliveryState, Integer> seen)
            throws Exception {
        try (server;
                MailerFixture mailer = new MailerFixture(server.start())) {
            mailer.maxConnections(1).maxInFlight(MAILS);
            List<String> before = List.of("first", "second");
            Map<String, DeliveryState> states = new HashMap<>();
            // A server must have kept a connection open once before mails are written behind each other.
            before.forEach(text -> {
                states.put(text, state(mailer, text));
                mailer.passBackOff();
            });
            List<Future<DeliveryState>> sending = new ArrayList<>();
            for (int i = 0; i < MAILS; i++) {
                String text = "mail " + i;
                Callable<DeliveryState> send = () -> state(mailer, text);
                sending.add(senders.submit(send));
            }
            for (int i = 0; i < MAILS; i++) {
                states.put("mail " + i, sending.get(i).get());
            }
            server.hangUp();
            List<String> taken = server.mails().stream()
                    .map(mail -> mail.parsed().text().strip())
                    .toList();
            assertThat(taken).as("nothing is doubled: %s", states).doesNotHaveDuplicates();
            states.forEach((text, state) -> {
                seen.merge(state, 1, Integer::sum);
                switch (state) {
                    case ACCEPTED -> assertThat(taken).as("nothing is lost").contains(text);
                    case NOT_SENT ->
                        assertThat(taken).as("nothing arrives unsaid").doesNotContain(text);
                    default -> assertThat(state).isEqualTo(DeliveryState.UNKNOWN);
                }
            });
            return server.connections() > 1 || states.containsValue(DeliveryState.UNKNOWN);
        }
    }

    private static DeliveryState state(MailerFixture mailer, String text) {
        try {
            return mailer.send(RawMessage.of(text + "\r\n"), "to@test.example").state();
        } catch (SmtpConnectorException e) {
            return e.getDeliveryState();
        }
    }
}
