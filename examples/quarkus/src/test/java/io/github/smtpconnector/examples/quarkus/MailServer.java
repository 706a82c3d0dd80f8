// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quarkus;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager.TestInjector.MatchesType;
import jakarta.mail.internet.MimeMessage;
import java.util.Map;

/** GreenMail with TLS from the first byte on a free port; started before the application, which is led to it. */
public class MailServer implements QuarkusTestResourceLifecycleManager {

    static final String PASSWORD = "p@ss&w%rd+=?/#{x} 'y'";

    /** Long enough for a busy machine; GreenMail's own is two seconds. */
    private static final long STARTUP_MILLISECONDS = 30_000;

    private final ServerSetup setup = new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTPS);
    private final GreenMail server = new GreenMail(setup);

    @Override
    public Map<String, String> start() {
        setup.setServerStartupTimeout(STARTUP_MILLISECONDS);
        server.start();
        server.setUser("orders", PASSWORD);
        return Map.of(
                "smtp.host", "localhost",
                "smtp.port", String.valueOf(server.getSmtps().getPort()),
                "smtp.tls-mode", "IMPLICIT",
                "smtp.password", PASSWORD,
                "smtp.trust-any-certificate", "true");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, new MatchesType(GreenMail.class));
    }

    /** With {@code -Dshow=true} the mails are printed before they are gone. */
    @Override
    public void stop() {
        if (Boolean.getBoolean("show")) {
            for (MimeMessage mail : server.getReceivedMessages()) {
                System.out.println("\n" + GreenMailUtil.getWholeMessage(mail));
            }
        }
        server.stop();
    }
}
