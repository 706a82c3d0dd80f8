// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test.mailbox;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** An application as it would run in production: a real server, which is not there, with a login, TLS and a proxy. */
final class Application implements AutoCloseable {

    /** Where nothing listens, and nothing may be tried. */
    private static final String REAL = "smtp.example.invalid";

    final Main camel = new Main();

    Application(Map<String, String> properties) {
        camel.addOverrideProperty("camel.component.smtp-connector.host", REAL);
        camel.addOverrideProperty("camel.component.smtp-connector.username", "app");
        camel.addOverrideProperty("camel.component.smtp-connector.password", "a real secret");
        camel.addOverrideProperty("camel.component.smtp-connector.tlsMode", "IMPLICIT");
        camel.addOverrideProperty("camel.component.smtp-connector.requireTls", "true");
        camel.addOverrideProperty("camel.component.smtp-connector.connectTimeout", "500");
        properties.forEach(camel::addOverrideProperty);
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:fixed").to("smtp-connector?from=orders@example.com");
                from("direct:dynamic")
                        .toD("smtp-connector:" + REAL
                                + ":2525?from=${header.sender}&proxyUri=socks5://proxy.invalid:1080");
                // Endpoints that no registry of Camel's keeps.
                from("direct:unkept").toD("smtp-connector:" + REAL + ":2525?from=${header.sender}", -1);
            }
        });
    }

    Application start() {
        camel.start();
        return this;
    }

    /** These inputs by this route. */
    Exchange send(String route, Map<String, Object> inputs) throws Exception {
        return camel.getCamelTemplate().request(route, exchange -> {
            exchange.getMessage().setHeader("sender", "shop@example.com");
            exchange.getMessage().setBody(inputs);
        });
    }

    @Override
    public void close() {
        camel.stop();
    }
}
