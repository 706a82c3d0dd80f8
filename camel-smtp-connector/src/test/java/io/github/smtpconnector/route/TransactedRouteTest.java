// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.ledger.JdbcSendLedger;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import io.github.smtpconnector.testkit.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** A transaction around the mail: it is rolled back when the mail fails, and the mail cannot be called back with it. */
class TransactedRouteTest extends RouteFixture {

    /** Keeps what it was told to do, and the thread that told it to begin. */
    private static final class Transactions extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        private final transient List<String> events = new ArrayList<>();

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            events.add("begin");
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            events.add("commit");
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            events.add("rollback");
        }
    }

    private final Transactions transactions = new Transactions();

    private Exchange send() throws Exception {
        context.getRegistry().bind("required", new SpringTransactionPolicy(transactions));
        Thread caller = Thread.currentThread();
        run(routes -> routes.from("direct:in")
                .transacted("required")
                .to(smtp(""))
                .process(exchange -> assertThat(Thread.currentThread()).isSameAs(caller)));
        return send("t", Map.of());
    }

    @Test
    void commitsWhenTheMailIsSent() throws Exception {
        assertThat(send().getException()).isNull();
        assertThat(transactions.events).containsExactly("begin", "commit");
        assertThat(server.taken()).isEqualTo(1);
    }

    @Test
    void rollsBackWhenTheMailFails() throws Exception {
        server.on("CONTENT", Fault.reply("554 5.6.0 never"));
        Exchange exchange = send();
        assertThat(exchange.getException()).hasRootCauseInstanceOf(PermanentSmtpException.class);
        assertThat(exchange.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("NOT_SENT");
        assertThat(transactions.events).containsExactly("begin", "rollback");
    }

    /** The route writes to the same database, by the same pool, and takes that back; what the ledger knows stays. */
    @Test
    void doesNotTakeBackWhatTheLedgerKnows() throws Exception {
        JdbcConnectionPool database = JdbcConnectionPool.create(
                "jdbc:h2:mem:transacted" + System.identityHashCode(this) + ";DB_CLOSE_DELAY=-1", "sa", "");
        JdbcTemplate jdbc = new JdbcTemplate(database);
        jdbc.execute("CREATE TABLE orders (id varchar(20))");
        context.getRegistry().bind("mails", new JdbcSendLedger(database));
        context.getRegistry().bind("required", new SpringTransactionPolicy(new DataSourceTransactionManager(database)));
        run(routes -> routes.from("direct:in")
                .transacted("required")
                .process(exchange -> jdbc.update("INSERT INTO orders VALUES ('one')"))
                .to(smtp("&ledger=#bean:mails"))
                .throwException(new IllegalStateException("after the mail")));
        for (int attempt = 0; attempt < 2; attempt++) {
            Exchange exchange = send("t", Map.of(SmtpHeaders.IDEMPOTENCY_KEY, "order-1"));
            assertThat(exchange.getException()).hasRootCauseMessage("after the mail");
            assertThat(jdbc.queryForObject("SELECT count(*) FROM orders", Integer.class))
                    .isZero();
            assertThat(exchange.getMessage().getHeader(SmtpHeaders.ALREADY_SENT))
                    .isEqualTo(attempt == 0 ? null : true);
        }
        assertThat(server.taken()).isEqualTo(1);
    }

    /** Redelivered within the transaction it is the same exchange; after a rollback it would be another one. */
    @Test
    void makesNoSecondCopyWithinTheTransaction() throws Exception {
        server.on(1, "CONTENT", 1, Fault.closeUnsaid());
        context.getRegistry().bind("required", new SpringTransactionPolicy(transactions));
        run(routes -> {
            routes.onException(Exception.class).maximumRedeliveries(3).redeliveryDelay(0);
            routes.from("direct:in").transacted("required").to(smtp(""));
        });
        assertThat(send("t", Map.of()).getException()).hasRootCauseInstanceOf(UncertainDeliveryException.class);
        assertThat(server.mails()).hasSize(1);
    }
}
