// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.headers.ResultHeaders;
import io.github.smtpconnector.ledger.LedgerMail;
import io.github.smtpconnector.ledger.SendLedger;
import io.github.smtpconnector.ledger.Settlement;
import io.github.smtpconnector.ledger.Standing;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.xml.in.ModelParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Routes in YAML and XML learn the same of their mails whether the thread of the route sends them or another: the same
 * mails, headers, result and exception, at every step.
 */
class SameAnswerRouteTest {

    /** Steps behind {@code direct:in}; MAIL stands for the endpoint. */
    enum Steps {
        TO("- to: {uri: 'MAIL'}", "<to uri='MAIL'/>"),
        TO_D("- toD: {uri: 'MAIL&subject=${header.who}'}", "<toD uri='MAIL&subject=${header.who}'/>"),
        RESULT_IN_THE_BODY("- to: {uri: 'MAIL&resultAs=BODY'}", "<to uri='MAIL&resultAs=BODY'/>"),
        RESULT_IN_A_VARIABLE(
                "- to: {uri: 'MAIL&resultAs=BOTH', variableReceive: sent}",
                "<to uri='MAIL&resultAs=BOTH' variableReceive='sent'/>"),
        CATCH(
                """
                - doTry:
                    steps: [{to: {uri: 'MAIL'}}, {to: {uri: 'mock:sent'}}]
                    doCatch:
                      - exception: [io.github.smtpconnector.outcome.SmtpConnectorException]
                        steps: [{to: {uri: 'mock:caught'}}]
                    doFinally: {steps: [{to: {uri: 'mock:finally'}}]}
                """,
                """
                <doTry><to uri='MAIL'/><to uri='mock:sent'/>
                  <doCatch><exception>io.github.smtpconnector.outcome.SmtpConnectorException</exception><to uri='mock:caught'/></doCatch>
                  <doFinally><to uri='mock:finally'/></doFinally></doTry>
                """),
        MULTICAST(
                "- multicast: {steps: [{to: {uri: 'MAIL&cc=a@example.com'}}, {to: {uri: 'MAIL&cc=b@example.com'}}]}",
                "<multicast><to uri='MAIL&cc=a@example.com'/><to uri='MAIL&cc=b@example.com'/></multicast>"),
        SPLIT(
                "- split: {tokenize: {token: x}, steps: [{to: {uri: 'MAIL'}}, {to: {uri: 'mock:part'}}]}",
                "<split><tokenize token='x'/><to uri='MAIL'/><to uri='mock:part'/></split>"),
        LOOP(
                "- loop: {constant: '2', copy: true, steps: [{to: {uri: 'MAIL'}}]}",
                "<loop copy='true'><constant>2</constant><to uri='MAIL'/></loop>"),
        SLIP(
                "- routingSlip: {uriDelimiter: '#', constant: 'MAIL#mock:between#MAIL&subject=second'}",
                "<routingSlip uriDelimiter='#'><constant>MAIL#mock:between#MAIL&subject=second</constant></routingSlip>"),
        TWICE(
                """
                - doTry: {steps: [{to: {uri: 'MAIL'}}], doCatch: [{exception: [java.lang.Exception]}]}
                - to: {uri: 'MAIL'}
                """,
                "<doTry><to uri='MAIL'/><doCatch><exception>java.lang.Exception</exception></doCatch></doTry><to uri='MAIL'/>"),
        BREAKER(
                "- circuitBreaker: {steps: [{to: {uri: 'MAIL'}}], onFallback: {steps: [{to: {uri: 'mock:instead'}}]}}",
                "<circuitBreaker><to uri='MAIL'/><onFallback><to uri='mock:instead'/></onFallback></circuitBreaker>");

        private final String yaml;
        private final String xml;

        Steps(String yaml, String xml) {
            this.yaml = yaml;
            this.xml = xml;
        }

        void load(DefaultCamelContext context, boolean asYaml, String mail) throws Exception {
            if (asYaml) {
                String steps = (yaml.strip() + "\n- to: {uri: 'mock:behind'}").indent(6);
                String route = "- route:\n    from:\n      uri: direct:in\n      steps:\n" + steps.indent(2);
                PluginHelper.getRoutesLoader(context)
                        .loadRoutes(ResourceHelper.fromString("route.yaml", route.replace("MAIL", mail)));
                return;
            }
            String steps =
                    (xml + "<to uri='mock:behind'/>").replace("MAIL", mail).replace("&", "&amp;");
            String routes = "<routes xmlns='http://camel.apache.org/schema/xml-io'><route><from uri='direct:in'/>"
                    + steps + "</route></routes>";
            context.addRouteDefinitions(new ModelParser(new StringReader(routes))
                    .parseRoutesDefinition()
                    .orElseThrow()
                    .getRoutes());
        }
    }

    /** What becomes of the mails. */
    enum Fate {
        TAKEN,
        REFUSED {
            @Override
            void prepare(SmtpTestServer server) {
                server.on("CONTENT", Fault.reply("554 5.6.0 never"));
            }
        },
        LATER {
            @Override
            void prepare(SmtpTestServer server) {
                server.on(1, "CONTENT", 1, Fault.reply("451 4.3.0 later"));
            }
        },
        NEVER_ANSWERED {
            @Override
            void prepare(SmtpTestServer server) {
                server.on("CONTENT", Fault.closeUnsaid());
            }
        },
        UNREADABLE,
        TOO_LARGE("&maxMessageSize=20"),
        AN_ERROR_OF_ANOTHER("&ledger=#bean:broken"),
        AN_ERROR_BEHIND_A_DOUBT("&ledger=#bean:breaking&uncertain=RESEND") {
            @Override
            void prepare(SmtpTestServer server) {
                NEVER_ANSWERED.prepare(server);
            }
        };

        private final String options;

        Fate() {
            this("");
        }

        Fate(String options) {
            this.options = options;
        }

        void prepare(SmtpTestServer server) {}
    }

    /** Breaks after so many mails, and says nothing of a mail then: its class is missing. */
    static final class Broken implements SendLedger {

        private int left;

        Broken(int left) {
            this.left = left;
        }

        @Override
        public @Nullable Standing look(LedgerMail mail) {
            return null;
        }

        @Override
        public Standing claim(LedgerMail mail, String owner, Duration lease, Again again) {
            if (--left < 0) {
                throw new NoClassDefFoundError("gone");
            }
            return new Standing.Ours();
        }

        @Override
        public void settle(LedgerMail mail, String owner, Settlement settlement) {}
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameInYaml(Steps steps) throws Exception {
        compare(steps, true);
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameInXml(Steps steps) throws Exception {
        compare(steps, false);
    }

    /** The Error tells nothing of the mail, which may have been delivered before. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void saysUnknownWhereAnErrorIsTheLastWordOfAMailInDoubt(String synchronous) throws Exception {
        List<String> told = answer(Steps.TWICE, true, Fate.AN_ERROR_BEHIND_A_DOUBT, "&synchronous=" + synchronous);
        assertThat(told).anySatisfy(line -> assertThat(line)
                .startsWith("end")
                .contains("DeliveryState=UNKNOWN", "NoClassDefFoundError", " UNKNOWN ["));
    }

    private static void compare(Steps steps, boolean yaml) throws Exception {
        for (Fate fate : Fate.values()) {
            List<String> told = answer(steps, yaml, fate, "&synchronous=true");
            assertThat(told).anyMatch(line -> line.startsWith("end"));
            assertThat(answer(steps, yaml, fate, "&synchronous=false"))
                    .as("%s %s", steps, fate)
                    .isEqualTo(told);
        }
    }

    private static List<String> answer(Steps steps, boolean yaml, Fate fate, String how) throws Exception {
        List<String> told = new ArrayList<>();
        try (SmtpTestServer server = new SmtpTestServer();
                DefaultCamelContext context = new DefaultCamelContext()) {
            fate.prepare(server);
            server.start();
            context.getRegistry().bind("broken", new Broken(0));
            context.getRegistry().bind("breaking", new Broken(1));
            String mail = "smtp-connector:127.0.0.1:" + server.port()
                    + "?useTls=false&from=ann@example.com&to=to@example.com" + fate.options + how;
            steps.load(context, yaml, mail);
            context.start();
            Exchange end = context.createProducerTemplate().send("direct:in", exchange -> {
                exchange.getMessage().setBody("onextwo");
                exchange.getMessage().setHeader("who", "Ann");
                if (fate == Fate.UNREADABLE) {
                    exchange.getMessage().setHeader(SmtpHeaders.CC, "nobody at all");
                } else if (fate.options.contains("ledger")) {
                    exchange.getMessage().setHeader(SmtpHeaders.IDEMPOTENCY_KEY, "key");
                }
            });
            told.add("end " + known(end));
            for (String name : List.of("sent", "caught", "finally", "part", "between", "instead", "behind")) {
                context.getEndpoint("mock:" + name, MockEndpoint.class)
                        .getReceivedExchanges()
                        .forEach(step -> told.add(name + " " + known(step)));
            }
            server.mails()
                    .forEach(taken -> told.add("mail " + taken.recipients() + " "
                            + taken.parsed().header("Subject") + " "
                            + taken.parsed().text()));
        }
        return told;
    }

    /** All that a step can learn, without what is another each time. */
    private static String known(Exchange exchange) {
        Map<String, Object> values = new TreeMap<>(exchange.getMessage().getHeaders());
        values.putAll(exchange.getVariables());
        values.keySet().removeIf(name -> name.matches(".*(Time|Size|Port|MessageId)"));
        values.replaceAll((name, value) -> keys(value));
        SendResult result = exchange.getProperty(ResultHeaders.RESULT_PROPERTY, SendResult.class);
        String results = result == null
                ? "no result"
                : result.state() + " " + result.recipients() + " " + result.reply() + " " + (result.server() == null);
        return keys(exchange.getMessage().getBody()) + " " + values + " " + results + " "
                + failure(exchange.getException()) + " "
                + failure(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    private static Object keys(Object value) {
        return value instanceof Map<?, ?> map ? map.keySet() : value;
    }

    private static String failure(@Nullable Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(cause -> cause instanceof SmtpConnectorException ours
                        ? ours.getClass().getSimpleName() + " " + ours.getCategory() + " " + ours.getDeliveryState()
                                + " " + ours.getRecipientResults()
                        : cause.getClass().getName())
                .toList()
                .toString();
    }
}
