// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.ledger.JdbcSendLedger;
import io.github.smtpconnector.ledger.LedgerMail;
import io.github.smtpconnector.ledger.SendLedger.Again;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the ledger knows of mails that wait, that come again, and that a person decides on; and how long it takes. */
@ExtendWith(OnStage.class)
class LedgerOfWorkersIT {

    private static final int WAITING = 200;
    private static final int OLD_MAILS = Integer.getInteger("ledger.mails", 200_000);
    private static final int CLAIMS = 2_000;

    private final Stage stage;

    LedgerOfWorkersIT(Stage stage) {
        this.stage = stage;
    }

    /** Their worker is killed between two turns: nothing was begun. */
    @Test
    void mailsThatWaitForTheirTurnAreNotUncertain() throws Exception {
        Map<String, Object> slow = Map.of(
                "worker.consumers",
                WAITING,
                "smtp.mailsPerSecond",
                0.1,
                "camel.component.smtp-connector.max-wait",
                10_000_000);
        stage.cluster.startWorker("slow.example", slow, Map.of());
        stage.cluster.awaitConsumers(WAITING);
        List<String> ids = stage.mails.write("turn", WAITING + 1);
        stage.queues.send(ids);
        stage.awaitArrivals("turn", 1);
        Processes.await(Duration.ofSeconds(60), "not all wait", () -> {
            try {
                return stage.held() >= WAITING && undecided() == 0;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        stage.cluster.killWorker("slow.example");
        assertThat(undecided()).isZero();

        stage.execute("DELETE FROM smtp_pace");
        stage.cluster.startWorker("fast.example", Map.of(), Map.of());
        stage.awaitEmptyQueue();
        assertThat(stage.uncertain("turn")).isEmpty();
        assertThat(Stage.ids(stage.arrivals("turn"))).containsExactlyInAnyOrderElementsOf(ids);
    }

    private int undecided() throws Exception {
        return Integer.parseInt(stage.rows("SELECT count(*) FROM smtp_ledger WHERE state <> 'A'")
                .get(0));
    }

    @Test
    void aMailThatComesAgainGetsTheFirstResultAndNothingIsSent() throws Exception {
        Exchange first = send("again-1");
        int commands = stage.sink.begun().size();
        Exchange second = send("again-1");
        assertThat(second.getMessage().getHeader(SmtpHeaders.ALREADY_SENT)).isEqualTo(true);
        assertThat(first.getMessage().getHeader(SmtpHeaders.ALREADY_SENT)).isNull();
        for (String same : List.of(SmtpHeaders.RESPONSE, SmtpHeaders.QUEUE_ID, SmtpHeaders.MESSAGE_ID)) {
            assertThat(second.getMessage().getHeader(same))
                    .as(same)
                    .isNotNull()
                    .isEqualTo(first.getMessage().getHeader(same));
        }
        assertThat(stage.sink.begun()).hasSize(commands);
    }

    private Exchange send(String key) throws Exception {
        Exchange exchange = stage.send(key);
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    @Test
    void aPersonDecidesAtTheDesk() throws Exception {
        int metrics = Processes.freePort();
        stage.cluster.startWorker(
                "desk.example",
                Map.of("worker.consumers", 1, "worker.metrics", true, "worker.metricsPort", metrics),
                Map.of());
        List<String> ids = stage.mails.write("desk", 2);
        for (String id : ids) {
            stage.sink.hangUpNext();
            stage.queues.send(List.of(id));
            Processes.await(Duration.ofSeconds(60), id + " is not uncertain", () -> {
                try {
                    return stage.uncertain("desk").contains(id);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        List<Queues.Waiting> waiting = stage.queues.waiting(Queues.UNCERTAIN);
        assertThat(desk("list"))
                .contains(waiting.get(0).messageId(), waiting.get(1).messageId(), "desk-0", "desk-1");

        desk("again", waiting.get(0).messageId());
        desk("delivered", waiting.get(1).messageId());
        stage.awaitArrivals("desk", 1);
        stage.awaitEmptyQueue();
        assertThat(stage.uncertain("desk")).isEmpty();
        stage.queues.send(ids);
        stage.awaitEmptyQueue();
        assertThat(Stage.ids(stage.arrivals("desk")))
                .as("sent again once, and what was delivered not at all")
                .containsExactly(waiting.get(0).id());
        assertThat(meters(metrics))
                .as("what KEDA asks for, and what people look at")
                .contains("smtp_connector_pace_wait{")
                .containsPattern("smtp_connector_ledger_total\\{[^}]*standing=\"ACCEPTED\"[^}]*} 2");
        mend();
    }

    private static String meters(int port) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + "/observe/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** What cannot be sent as it is goes to people, who mend it and let it go again. */
    private void mend() throws Exception {
        stage.mails.write("bad", 1);
        stage.execute("UPDATE mail SET recipient = 'nowhere' WHERE id = 'bad-0'");
        stage.queues.send(List.of("bad-0", "missing-0"));
        stage.awaitEmptyQueue();
        assertThat(desk("list"))
                .containsPattern("bad-0 .*\\n .*nowhere")
                .containsPattern("missing-0 .*\\n .*no mail has the id missing-0");

        stage.execute("UPDATE mail SET recipient = 'bad-0@example.com' WHERE id = 'bad-0'");
        desk("again", "bad-0");
        desk("delivered", "missing-0");
        stage.awaitArrivals("bad", 1);
        stage.awaitEmptyQueue();
        assertThat(stage.queues.size(Queues.FAILED)).isZero();
    }

    private String desk(String... args) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new Desk(stage.queues, new JdbcSendLedger(stage.dataSource()), new PrintStream(said)).run(args);
        return said.toString(StandardCharsets.UTF_8);
    }

    /** An old day goes as a table, without its rows being deleted; only what is undecided is kept. */
    @Test
    void tellsHowLongClaimsAndAPurgeTake() throws Exception {
        JdbcSendLedger ledger = new JdbcSendLedger(stage.dataSource());
        ledger.look(mail(0));
        LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(30);
        String table = "smtp_ledger_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
        stage.execute(
                "CREATE TABLE IF NOT EXISTS " + table + " PARTITION OF smtp_ledger (PRIMARY KEY (id))"
                        + " FOR VALUES FROM ('" + day + " 00:00:00+00') TO ('" + day.plusDays(1) + " 00:00:00+00')",
                "INSERT INTO " + table + " (begun, id, state, message_id, reply) SELECT '" + day + " 12:00:00+00',"
                        + " gen_random_uuid(), CASE WHEN n = 1 THEN 'U' ELSE 'A' END, '<@example.com>',"
                        + " '250 2.0.0 Ok: queued as 4XyZ1k2Lh3z9vQ8' FROM generate_series(1, " + OLD_MAILS + ") AS n");
        String size = stage.rows("SELECT pg_size_pretty(pg_total_relation_size('" + table + "'))")
                .get(0);
        List<Long> times = claims(ledger);
        long start = System.nanoTime();
        ledger.purge();
        System.out.printf(
                "beside %,d mails (%s): a claim by 20 senders takes %d ms in the middle, p99 %d ms; the purge %d ms%n",
                OLD_MAILS,
                size,
                ms(times.get(CLAIMS / 2)),
                ms(times.get(CLAIMS * 99 / 100)),
                ms(System.nanoTime() - start));
        assertThat(stage.rows("SELECT relname FROM pg_class WHERE relname = '" + table + "'"))
                .isEmpty();
        assertThat(stage.rows("SELECT id::text FROM smtp_ledger WHERE state = 'U'"))
                .hasSize(1);
    }

    private static List<Long> claims(JdbcSendLedger ledger) throws Exception {
        List<Callable<Long>> claims = new ArrayList<>();
        for (int i = 0; i < CLAIMS; i++) {
            LedgerMail mail = mail(i);
            claims.add(() -> {
                long start = System.nanoTime();
                ledger.claim(mail, "one", Duration.ofHours(1), Again.NO);
                return System.nanoTime() - start;
            });
        }
        ExecutorService senders = Executors.newFixedThreadPool(20);
        try {
            List<Long> times = new ArrayList<>();
            for (Future<Long> claim : senders.invokeAll(claims)) {
                times.add(claim.get());
            }
            return times.stream().sorted().toList();
        } finally {
            senders.shutdown();
        }
    }

    private static LedgerMail mail(int number) {
        String digest = String.format(Locale.ROOT, "%08x", number).repeat(8);
        return new LedgerMail(digest, '<' + digest + "@example.com>", List.of("ann@example.com"));
    }

    private static long ms(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
