// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.ledger.JdbcSendLedger;
import io.github.smtpconnector.ledger.SendLedger;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.h2.jdbcx.JdbcDataSource;

/** Sends mails with a key to a scripted server; each mail is an exchange of its own. */
final class IdempotentFixture implements AutoCloseable {

    protected static final String KEY = "invoice-4711";
    protected static final List<String> TWO = List.of("a@test.example", "b@test.example");

    /** The repositories that Camel brings, and our ledger, each as a user would set it up. */
    enum Kind {
        MEMORY,
        FILE,
        JDBC,
        LEDGER;

        Object in(Path folder) {
            return switch (this) {
                case MEMORY -> MemoryIdempotentRepository.memoryIdempotentRepository(1000);
                case FILE ->
                    FileIdempotentRepository.fileIdempotentRepository(
                            folder.resolve("keys.txt").toFile());
                case JDBC -> jdbc("jdbc:h2:mem:" + folder.getFileName() + ";DB_CLOSE_DELAY=-1");
                case LEDGER ->
                    new JdbcSendLedger(database("jdbc:h2:mem:ledger" + folder.getFileName() + ";DB_CLOSE_DELAY=-1"));
            };
        }
    }

    protected final SmtpTestServer server = new SmtpTestServer();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template = camel.createProducerTemplate();
    private final Object memory;

    /**
     * Mails with keys.
     *
     * @param memory a repository or a ledger
     */
    protected IdempotentFixture(Object memory) {
        this.memory = memory;
        camel.getRegistry().bind("keys", memory);
        camel.start();
    }

    protected static IdempotentRepository jdbc(String url) {
        return new JdbcMessageIdRepository(database(url), "mail");
    }

    private static JdbcDataSource database(String url) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(url);
        return database;
    }

    /** Sends to two recipients, for the first time or again. */
    protected Exchange send(String options) {
        return send(options, "t", Map.of(SmtpHeaders.IDEMPOTENCY_KEY, KEY));
    }

    /** The same to another server. */
    protected Exchange sendTo(SmtpTestServer other, String options) {
        return send(other, options, "t", Map.of(SmtpHeaders.IDEMPOTENCY_KEY, KEY));
    }

    protected Exchange send(String options, Object body, Map<String, Object> headers) {
        return send(server, options, body, headers);
    }

    private Exchange send(SmtpTestServer to, String options, Object body, Map<String, Object> headers) {
        String option = memory instanceof SendLedger ? "ledger" : "idempotentRepository";
        return template.send(uri(to.port(), option, options), exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    protected static String uri(int port, String options) {
        return uri(port, "idempotentRepository", options);
    }

    private static String uri(int port, String memory, String options) {
        return "smtp-connector:127.0.0.1:" + port + "?useTls=false&from=from@test.example&to=" + String.join(",", TWO)
                + "&" + memory + "=#bean:keys" + options;
    }

    /** How often each of the two has got a mail. */
    protected List<Long> times() {
        return TWO.stream()
                .map(to -> server.mails().stream()
                        .filter(mail -> mail.recipients().contains(to))
                        .count())
                .toList();
    }

    @Override
    public void close() {
        camel.stop();
        server.close();
    }
}
