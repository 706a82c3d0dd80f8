// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quarkus;

import io.github.smtpconnector.test.MailServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager.TestInjector.MatchesType;
import java.util.Map;

/** A mail server that is started before the application, which is led to it. */
public class LocalMailServer implements QuarkusTestResourceLifecycleManager {

    static final String PASSWORD = "p@ss&w%rd+=?/#{x} 'y'";

    private final MailServer server = MailServer.withImplicitTls().login("orders", PASSWORD);

    @Override
    public Map<String, String> start() {
        server.start();
        return Map.of(
                "smtp.host",
                server.host(),
                "smtp.port",
                String.valueOf(server.port()),
                "smtp.tls-mode",
                "IMPLICIT",
                "smtp.password",
                PASSWORD,
                "smtp.trust-any-certificate",
                "true");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, new MatchesType(MailServer.class));
    }

    @Override
    public void stop() {
        server.close();
    }
}
