// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.javadsl;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** GreenMail with TLS from the first byte, which counts the connections made to it. */
final class MailServer implements AutoCloseable {

    private final AtomicInteger connections = new AtomicInteger();
    private final GreenMail greenMail;

    /** Port 0 takes a free one. */
    MailServer(int port, String username, String password) {
        ServerSetup setup = new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTPS);
        setup.setServerStartupTimeout(30_000);
        AtomicInteger counter = connections;
        greenMail = new GreenMail(setup) {
            @Override
            protected Map<String, AbstractServer> createServices(ServerSetup[] setups, Managers managers) {
                return Map.of(ServerSetup.PROTOCOL_SMTPS, new SmtpServer(setups[0], managers) {
                    @Override
                    protected ProtocolHandler createProtocolHandler(Socket client) {
                        counter.incrementAndGet();
                        return super.createProtocolHandler(client);
                    }
                });
            }
        };
        greenMail.start();
        greenMail.setUser(username, username, password);
    }

    int port() {
        return greenMail.getSmtps().getPort();
    }

    int connections() {
        return connections.get();
    }

    /** One for each recipient. */
    List<MimeMessage> mails() {
        return List.of(greenMail.getReceivedMessages());
    }

    /** With {@code -Dshow=true} the mails are printed before they are gone. */
    @Override
    public void close() {
        if (Boolean.getBoolean("show")) {
            mails().forEach(mail -> System.out.println("\n" + GreenMailUtil.getWholeMessage(mail)));
        }
        greenMail.stop();
    }
}
