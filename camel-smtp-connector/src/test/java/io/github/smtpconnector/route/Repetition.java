// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** A route from {@code direct:in} that repeats what it sends, in one of the ways that Camel has. */
enum Repetition {
    ERROR_HANDLER {
        @Override
        void configure(RouteBuilder routes, String uri) {
            routes.errorHandler(
                    routes.defaultErrorHandler().maximumRedeliveries(5).redeliveryDelay(0));
            routes.from("direct:in").to(uri);
        }
    },
    ON_EXCEPTION {
        @Override
        void configure(RouteBuilder routes, String uri) {
            routes.onException(Exception.class).maximumRedeliveries(5).redeliveryDelay(0);
            routes.from("direct:in").to(uri);
        }
    },
    DEAD_LETTER_CHANNEL {
        @Override
        void configure(RouteBuilder routes, String uri) {
            deadLetters(routes);
            routes.from("direct:in").to(uri);
        }
    },
    DEAD_LETTERS_BY_MAIL {
        @Override
        void configure(RouteBuilder routes, String uri) {
            routes.errorHandler(routes.deadLetterChannel("direct:dead")
                    .maximumRedeliveries(1)
                    .redeliveryDelay(0));
            routes.from("direct:in").to(uri);
            routes.from("direct:dead").errorHandler(routes.noErrorHandler()).to(uri);
        }
    },
    DELAYED {
        @Override
        void configure(RouteBuilder routes, String uri) {
            routes.errorHandler(routes.deadLetterChannel("mock:dead")
                    .maximumRedeliveries(2)
                    .redeliveryDelay(1)
                    .asyncDelayedRedelivery());
            routes.from("direct:in").to(uri);
        }
    },
    TRY_IN_A_LOOP {
        @Override
        void configure(RouteBuilder routes, String uri) {
            routes.from("direct:in")
                    .loop(3)
                    .doTry()
                    .to(uri)
                    .doCatch(Exception.class)
                    .end();
        }
    },
    TRY_IN_A_LOOP_OF_COPIES {
        @Override
        void configure(RouteBuilder routes, String uri) {
            routes.from("direct:in")
                    .loop(3)
                    .copy()
                    .doTry()
                    .to(uri)
                    .doCatch(Exception.class)
                    .end();
        }
    },
    TRY_ANOTHER_ENDPOINT {
        @Override
        void configure(RouteBuilder routes, String uri) {
            routes.from("direct:in")
                    .doTry()
                    .to(uri)
                    .doCatch(Exception.class)
                    .enrich(uri + "&replyTimeout=50000")
                    .end();
        }
    },
    ENRICH {
        @Override
        void configure(RouteBuilder routes, String uri) {
            deadLetters(routes);
            routes.from("direct:in").enrich(uri);
        }
    },
    MULTICAST {
        @Override
        void configure(RouteBuilder routes, String uri) {
            deadLetters(routes);
            routes.from("direct:in").multicast().to(uri);
        }
    },
    MULTICAST_AS_A_WHOLE {
        @Override
        void configure(RouteBuilder routes, String uri) {
            deadLetters(routes);
            routes.from("direct:in").to("direct:all");
            routes.from("direct:all")
                    .errorHandler(routes.noErrorHandler())
                    .multicast()
                    .parallelProcessing()
                    .stopOnException()
                    .to(uri);
        }
    },
    RECIPIENT_LIST_AS_A_WHOLE {
        @Override
        void configure(RouteBuilder routes, String uri) {
            deadLetters(routes);
            routes.from("direct:in").to("direct:all");
            routes.from("direct:all").errorHandler(routes.noErrorHandler()).recipientList(routes.constant(uri), "|");
        }
    },
    SPLIT {
        @Override
        void configure(RouteBuilder routes, String uri) {
            deadLetters(routes);
            routes.from("direct:in").split(routes.body()).to(uri);
        }
    },
    SPLIT_AS_A_WHOLE {
        @Override
        void configure(RouteBuilder routes, String uri) {
            deadLetters(routes);
            routes.from("direct:in").to("direct:all");
            routes.from("direct:all")
                    .errorHandler(routes.noErrorHandler())
                    .split(routes.body())
                    .stopOnException()
                    .enrich(uri);
        }
    },
    CIRCUIT_BREAKER {
        @Override
        void configure(RouteBuilder routes, String uri) {
            deadLetters(routes);
            routes.from("direct:in").to("direct:guarded");
            routes.from("direct:guarded")
                    .errorHandler(routes.noErrorHandler())
                    .circuitBreaker()
                    .to(uri)
                    .end();
        }
    },
    CIRCUIT_BREAKER_WITH_TIMEOUT {
        @Override
        void configure(RouteBuilder routes, String uri) {
            deadLetters(routes);
            routes.from("direct:in").to("direct:guarded");
            routes.from("direct:guarded")
                    .errorHandler(routes.noErrorHandler())
                    .circuitBreaker()
                    .resilience4jConfiguration()
                    .timeoutEnabled(true)
                    .timeoutDuration(20_000)
                    .end()
                    .to(uri)
                    .end();
        }
    },
    CIRCUIT_BREAKER_WITH_FALLBACK {
        @Override
        void configure(RouteBuilder routes, String uri) {
            routes.from("direct:in")
                    .circuitBreaker()
                    .to(uri)
                    .onFallback()
                    .to(uri + "&replyTimeout=50000")
                    .end();
        }
    },
    FAILOVER {
        @Override
        void configure(RouteBuilder routes, String uri) {
            routes.from("direct:in").loadBalance().failover(3, false, true).to(uri, uri + "&replyTimeout=50000");
        }
    },
    KAMELET {
        @Override
        void configure(RouteBuilder routes, String uri) {
            deadLetters(routes);
            routes.routeTemplate("mail").from("kamelet:source").to(uri);
            routes.from("direct:in").kamelet("mail");
        }
    },
    DYNAMIC {
        @Override
        void configure(RouteBuilder routes, String uri) {
            deadLetters(routes);
            routes.from("direct:in").toD(uri + "&subject=${body}");
        }
    },
    ROUTING_SLIP {
        @Override
        void configure(RouteBuilder routes, String uri) {
            deadLetters(routes);
            routes.from("direct:in").routingSlip(routes.constant(uri), "|");
        }
    },
    WIRE_TAP {
        @Override
        void configure(RouteBuilder routes, String uri) {
            deadLetters(routes);
            routes.from("direct:in").wireTap("direct:tapped").to("mock:done");
            routes.from("direct:tapped").to(uri).to("mock:tapped");
        }
    },
    THREADS {
        @Override
        void configure(RouteBuilder routes, String uri) {
            deadLetters(routes);
            routes.from("direct:in").threads(2).to(uri);
        }
    },
    REQUEST_AND_REPLY {
        @Override
        void configure(RouteBuilder routes, String uri) {
            deadLetters(routes);
            routes.from("direct:in").to(ExchangePattern.InOut, "seda:mails");
            routes.from("seda:mails").errorHandler(routes.noErrorHandler()).to(uri);
        }
    },
    AGGREGATE {
        @Override
        void configure(RouteBuilder routes, String uri) {
            deadLetters(routes);
            routes.from("direct:in")
                    .aggregate(routes.constant(true), (before, now) -> now)
                    .completionSize(1)
                    .to(uri);
        }
    };

    abstract void configure(RouteBuilder routes, String uri);

    private static void deadLetters(RouteBuilder routes) {
        routes.errorHandler(
                routes.deadLetterChannel("mock:dead").maximumRedeliveries(5).redeliveryDelay(0));
    }
}
