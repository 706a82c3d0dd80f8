// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.apache.camel.builder.Builder.simple;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.Waiting;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One consumer sends through many endpoints of one server: they wait and count as one endpoint does. */
class ManyEndpointsRouteTest extends AsynchronousRouteFixture {

    private static final int MAILS = 200;

    /** A way in which a route comes to more than one endpoint of a server. */
    enum Way {
        TO_D {
            @Override
            void send(RouteDefinition route, String mail) {
                route.toD(mail + "&subject=${body}");
            }
        },
        TO_D_WITHOUT_CACHE {
            @Override
            void send(RouteDefinition route, String mail) {
                route.toD(mail + "&subject=${body}", -1);
            }
        },
        RECIPIENT_LIST {
            @Override
            void send(RouteDefinition route, String mail) {
                route.recipientList(simple(mail + "&subject=${body}"), "|");
            }
        },
        ROUTING_SLIP {
            @Override
            void send(RouteDefinition route, String mail) {
                route.routingSlip(simple(mail + "&subject=${body}"), "|");
            }
        },
        ENRICH {
            @Override
            void send(RouteDefinition route, String mail) {
                route.enrich().simple(mail + "&subject=${body}");
            }
        },
        CHOICE {
            @Override
            void send(RouteDefinition route, String mail) {
                var choice = route.choice();
                for (int last = 1; last <= 9; last++) {
                    choice.when().simple("${body} ends with '" + last + "'").to(mail + "&subject=" + last);
                }
                choice.otherwise().to(mail);
            }
        };

        abstract void send(RouteDefinition route, String mail);
    }

    private void startWith(Configuration routes) throws Exception {
        run(routes);
        ProducerTemplate template = context.createProducerTemplate();
        IntStream.range(0, MAILS).forEach(i -> template.sendBody("seda:in", "n" + i));
    }

    private static RouteDefinition in(RouteBuilder routes) {
        return routes.from("seda:in?pollTimeout=10&size=" + MAILS);
    }

    @ParameterizedTest
    @EnumSource
    void noMailIsTooLateForItsTurn(Way way) throws Exception {
        startWith(routes -> way.send(in(routes), smtp("&maxMessagesPerSecond=100&maxWait=1200")));
        awaitMails(MAILS);
    }

    @ParameterizedTest
    @EnumSource
    void theRouteWaitsWhereTheServerIsSlower(Way way) throws Exception {
        serveLater();
        AtomicInteger begun = new AtomicInteger();
        startWith(routes -> way.send(
                in(routes).process(exchange -> begun.incrementAndGet()),
                smtp("&maxConnections=2&maxInFlight=1&maxWait=60000")));
        Waiting.until(() -> isIn("seda://in", "PooledMailer"), LONG, () -> "begun: " + begun);
        assertThat(begun.get()).isLessThanOrEqualTo(3);
        server.release();
        awaitMails(MAILS);
    }

    /** What is handed over behind another mail is handed over by many threads, and comes from one consumer all the same. */
    @Test
    void noMailIsTooLateForItsTurnBehindAnother() throws Exception {
        startWith(routes -> in(routes).to(smtp("")).to(smtp("&subject=second&maxMessagesPerSecond=100&maxWait=1200")));
        awaitMails(2 * MAILS);
    }
}
