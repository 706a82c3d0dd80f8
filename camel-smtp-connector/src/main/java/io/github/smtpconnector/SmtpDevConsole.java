// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import io.github.smtpconnector.ledger.SendLedger;
import io.github.smtpconnector.monitoring.LedgerDesk;
import io.github.smtpconnector.pool.ConnectionPool;
import io.github.smtpconnector.pool.PoolStats;
import io.github.smtpconnector.wire.ServerIdentity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * Camel's developer console {@code smtp-connector}: the connections of each server and login, and the last mails that
 * failed. With {@code uncertain=true} also the mails that are uncertain in the ledgers; with {@code decision=DELIVERED} or
 * {@code SEND_AGAIN} and {@code id=...} it decides on one. Shows no user name, password, address or content. Camel makes it,
 * where camel-console is present.
 */
@DevConsole(
        name = SmtpDevConsole.ID,
        displayName = "SMTP Connector",
        description = "Connections of smtp-connector and its last errors")
public class SmtpDevConsole extends AbstractDevConsole {

    static final String ID = "smtp-connector";

    public SmtpDevConsole() {
        super("camel", ID, "SMTP Connector", "Connections of smtp-connector and its last errors");
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonArray components = new JsonArray();
        components().forEach((name, component) -> {
            JsonObject json = new JsonObject();
            json.put("name", name);
            json.put("pools", array(pools(component)));
            json.put("errors", array(component.recentErrors().all()));
            ledgers(component, options, json::put);
            components.add(json);
        });
        JsonObject root = new JsonObject();
        root.put("components", components);
        return root;
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        components().forEach((name, component) -> {
            text.append(name).append(":\n");
            pools(component).forEach(pool -> text.append("  ").append(line(pool)));
            List<Map<String, Object>> errors = component.recentErrors().all();
            text.append(errors.isEmpty() ? "  No errors\n" : "  Last errors:\n");
            errors.forEach(error -> text.append("    ").append(line(error)));
            ledgers(component, options, (what, value) -> text.append("  " + what + ": " + value + "\n"));
        });
        return text.toString();
    }

    /** Asked for only when told to: it reads a database. */
    private void ledgers(SmtpComponent component, Map<String, Object> options, BiConsumer<String, Object> told) {
        String id = (String) options.get("id");
        String decision = (String) options.get("decision");
        boolean decides = id != null && decision != null;
        if (!decides && !"true".equals(options.get("uncertain"))) {
            return;
        }
        boolean decided = false;
        JsonArray uncertain = new JsonArray();
        for (SendLedger ledger : sharedBy(component)) {
            LedgerDesk desk = new LedgerDesk(ledger);
            decided |= decides && desk.decide(String.valueOf(id), String.valueOf(decision));
            desk.uncertain().forEach(mail -> uncertain.add(new JsonObject(mail)));
        }
        if (decides) {
            told.accept("decided", decided);
        }
        told.accept("uncertain", uncertain);
    }

    /** The ledgers of its endpoints, each once. */
    private Set<SendLedger> sharedBy(SmtpComponent component) {
        return getCamelContext().getEndpoints().stream()
                .filter(endpoint -> endpoint instanceof SmtpEndpoint smtp && smtp.component() == component)
                .map(endpoint -> ((SmtpEndpoint) endpoint).getConfiguration().getLedger())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private Map<String, SmtpComponent> components() {
        Map<String, SmtpComponent> components = new LinkedHashMap<>();
        getCamelContext().getComponentNames().stream().sorted().forEach(name -> {
            if (getCamelContext().hasComponent(name) instanceof SmtpComponent component) {
                components.put(name, component);
            }
        });
        return components;
    }

    private static List<Map<String, Object>> pools(SmtpComponent component) {
        List<Map<String, Object>> pools = new ArrayList<>();
        for (ConnectionPool pool : component.mailers().pools()) {
            ServerIdentity server = pool.identity();
            PoolStats stats = pool.stats();
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("server", server.server());
            shown.put("tls", server.tls().mode().name());
            shown.put("certificateChecked", !server.tls().trust().anyone());
            shown.put("login", server.credentials() != null);
            if (!server.fallbacks().isEmpty()) {
                shown.put(
                        "fallbacks",
                        server.fallbacks().stream().map(ServerIdentity::server).collect(Collectors.joining(" ")));
            }
            if (server.proxy() != null) {
                shown.put("proxy", server.proxy().toString());
            }
            shown.put("connections", stats.connections());
            shown.put("busy", stats.busy());
            shown.put("opening", stats.opening());
            shown.put("closing", stats.closing());
            shown.put("serverLimit", stats.serverLimit());
            shown.put("inFlight", stats.inFlight());
            shown.put("waiting", stats.waiting());
            shown.put("backOffMillis", stats.backOff().toMillis());
            shown.put("loginPauseMillis", stats.loginPause().toMillis());
            shown.put("paceWaitMillis", stats.paceWait().toMillis());
            if (stats.refusal() != null) {
                shown.put("refusal", stats.refusal().toString());
            }
            pools.add(shown);
        }
        return pools;
    }

    private static JsonArray array(List<Map<String, Object>> rows) {
        JsonArray array = new JsonArray();
        rows.forEach(row -> array.add(new JsonObject(row)));
        return array;
    }

    private static String line(Map<String, Object> row) {
        StringJoiner line = new StringJoiner(", ", "", "\n");
        row.forEach((name, value) -> line.add(name + "=" + value));
        return line.toString();
    }
}
