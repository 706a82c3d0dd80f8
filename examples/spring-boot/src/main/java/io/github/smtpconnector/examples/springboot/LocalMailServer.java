// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.springboot;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** GreenMail with TLS from the first byte on a free port, and the properties that lead the application to it. */
final class LocalMailServer {

    static final String PASSWORD = "p@ss&w%rd+=?/#{x} 'y'";

    /** Long enough for a busy machine; GreenMail's own is two seconds. */
    private static final long STARTUP_MILLISECONDS = 30_000;

    private LocalMailServer() {}

    /** Starts before the application, because Camel's routes start with it; stops with it. */
    static void start(ConfigurableApplicationContext application) {
        ServerSetup setup = new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTPS);
        setup.setServerStartupTimeout(STARTUP_MILLISECONDS);
        GreenMail server = new GreenMail(setup);
        server.start();
        server.setUser("orders", PASSWORD);
        application
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "local-mail-server",
                        Map.of(
                                "smtp.port",
                                server.getSmtps().getPort(),
                                "smtp.password",
                                PASSWORD,
                                "smtp.trust-any-certificate",
                                true,
                                "camel.component.smtp-connector.tls-mode",
                                "IMPLICIT")));
        ((GenericApplicationContext) application)
                .registerBean(GreenMail.class, () -> server, definition -> definition.setDestroyMethodName("stop"));
    }
}
