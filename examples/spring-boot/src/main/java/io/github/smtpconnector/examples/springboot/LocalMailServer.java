// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.springboot;

import io.github.smtpconnector.test.MailServer;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A mail server with TLS from the first byte on a free port, and the properties that lead the application to it. */
final class LocalMailServer {

    static final String PASSWORD = "p@ss&w%rd+=?/#{x} 'y'";

    private LocalMailServer() {}

    /** Starts before the application, because Camel's routes start with it; stops with it. */
    static void start(ConfigurableApplicationContext application) {
        MailServer server =
                MailServer.withImplicitTls().login("orders", PASSWORD).start();
        application
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "local-mail-server",
                        Map.of(
                                "smtp.port",
                                server.port(),
                                "smtp.password",
                                PASSWORD,
                                "smtp.trust-any-certificate",
                                true,
                                "camel.component.smtp-connector.tls-mode",
                                "IMPLICIT")));
        ((GenericApplicationContext) application)
                .registerBean(MailServer.class, () -> server, definition -> definition.setDestroyMethodName("close"));
    }
}
