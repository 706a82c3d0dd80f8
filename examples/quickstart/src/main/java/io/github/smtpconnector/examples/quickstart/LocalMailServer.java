// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quickstart;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** GreenMail with TLS from the first byte on a free port; keeps the mail and the envelope it came in. */
final class LocalMailServer implements AutoCloseable {

    /** Long enough for a busy machine; GreenMail's own is two seconds. */
    private static final long STARTUP_MILLISECONDS = 30_000;

    private final GreenMail greenMail;
    private final List<String> recipients = new CopyOnWriteArrayList<>();
    private volatile String sender = "";
    private volatile MimeMessage message;

    private LocalMailServer(GreenMail greenMail) {
        this.greenMail = greenMail;
    }

    static LocalMailServer start(String username, String password) {
        ServerSetup setup = new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTPS);
        setup.setServerStartupTimeout(STARTUP_MILLISECONDS);
        LocalMailServer server = new LocalMailServer(new GreenMail(setup));
        server.greenMail.start();
        GreenMailUser user = server.greenMail.setUser(username, username, password);
        server.greenMail.getUserManager().setMessageDeliveryHandler((mail, recipient) -> {
            server.sender = mail.getReturnPath().getEmail();
            server.recipients.add(recipient.getEmail());
            server.message = mail.getMessage();
            return user;
        });
        return server;
    }

    int port() {
        return greenMail.getSmtps().getPort();
    }

    ArrivedMail arrivedMail() throws Exception {
        return ArrivedMail.read(sender, recipients, message);
    }

    @Override
    public void close() {
        greenMail.stop();
    }
}
