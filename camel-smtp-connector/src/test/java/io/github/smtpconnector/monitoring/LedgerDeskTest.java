// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.ledger.JdbcSendLedger;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.json.JsonObject;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person finds an uncertain mail and says what became of it, by the console and by JMX; and meters count. */
class LedgerDeskTest {

    private final SmtpTestServer server = new SmtpTestServer();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void start() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:desk" + System.identityHashCode(this) + ";DB_CLOSE_DELAY=-1");
        camel.getRegistry().bind("mails", new JdbcSendLedger(database));
        camel.getRegistry().bind("metricsRegistry", meters);
        server.on(1, "CONTENT", 1, Fault.closeUnsaid()).start();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to("smtp-connector:127.0.0.1:" + server.port()
                                + "?useTls=false&from=a@test.example&to=b@test.example&ledger=#bean:mails");
                from("direct:again")
                        .to("smtp-connector:127.0.0.1:" + server.port()
                                + "?useTls=false&from=a@test.example&to=b@test.example&ledger=#bean:mails"
                                + "&uncertain=RESEND");
            }
        });
        camel.start();
        assertThat(send().getException()).isNotNull();
    }

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
    }

    private Exchange send() {
        return send("direct:in");
    }

    private Exchange send(String route) {
        return camel.createProducerTemplate().send(route, exchange -> {
            exchange.getMessage().setBody("t");
            exchange.getMessage().setHeader(SmtpHeaders.IDEMPOTENCY_KEY, "invoice-4711");
        });
    }

    private Map<String, Object> console(Map<String, Object> options) {
        DevConsole console = camel.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("smtp-connector");
        JsonObject json = (JsonObject) console.call(DevConsole.MediaType.JSON, new HashMap<>(options));
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> components = (List<Map<String, Object>>) json.get("components");
        return components.get(0);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> uncertain(Map<String, Object> component) {
        return (List<Map<String, Object>>) component.get("uncertain");
    }

    @Test
    void decidesByTheConsole() {
        assertThat(console(Map.of())).doesNotContainKey("uncertain");
        Map<String, Object> mail =
                uncertain(console(Map.of("uncertain", "true"))).get(0);
        assertThat(mail).containsKeys("id", "since", "owner");
        assertThat(String.valueOf(mail.get("messageId"))).contains(String.valueOf(mail.get("id")));
        Map<String, Object> decided = console(Map.of("id", mail.get("id"), "decision", "delivered"));
        assertThat(decided).containsEntry("decided", true);
        assertThat(uncertain(decided)).isEmpty();
        assertThat(send().getMessage().getHeader(SmtpHeaders.ALREADY_SENT)).isEqualTo(true);
    }

    @Test
    void decidesByJmx() throws Exception {
        MBeanServer beans = camel.getManagementStrategy().getManagementAgent().getMBeanServer();
        ObjectName endpoint = beans
                .queryNames(
                        new ObjectName("org.apache.camel:context=" + camel.getManagementName() + ",type=endpoints,*"),
                        null)
                .stream()
                .filter(name -> name.toString().contains("smtp-connector"))
                .findFirst()
                .orElseThrow();
        @SuppressWarnings("unchecked")
        List<Map<String, String>> mails =
                (List<Map<String, String>>) beans.invoke(endpoint, "uncertainMails", new Object[0], new String[0]);
        String id = mails.get(0).get("id");
        String[] types = {String.class.getName(), String.class.getName()};
        assertThatThrownBy(() -> beans.invoke(endpoint, "decideMail", new Object[] {id, "perhaps"}, types))
                .isInstanceOf(MBeanException.class)
                .hasStackTraceContaining("the decision is DELIVERED or SEND_AGAIN, not 'perhaps'");
        assertThat(beans.invoke(endpoint, "decideMail", new Object[] {id, "SEND_AGAIN"}, types))
                .isEqualTo(true);
        assertThat(beans.invoke(endpoint, "decideMail", new Object[] {id, "SEND_AGAIN"}, types))
                .isEqualTo(false);
        beans.invoke(endpoint, "purgeLedger", new Object[] {7}, new String[] {"int"});
        assertThat(send().getException()).isNull();
    }

    @Test
    void countsHowMailsStood() {
        send();
        assertThat(count("OURS")).isEqualTo(1);
        assertThat(count("UNCERTAIN")).isEqualTo(1);
    }

    /** It is looked at, then claimed: two questions, and one mail. */
    @Test
    void countsAMailOnceThatIsSentAgain() {
        assertThat(send("direct:again").getException()).isNull();
        assertThat(count("OURS")).isEqualTo(1);
        assertThat(count("UNCERTAIN")).isEqualTo(1);
    }

    private double count(String standing) {
        return meters.get("smtp.connector.ledger")
                .tag("standing", standing)
                .counter()
                .count();
    }
}
