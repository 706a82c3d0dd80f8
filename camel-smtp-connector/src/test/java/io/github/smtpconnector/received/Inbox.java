// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.received;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.smtpconnector.testkit.SmtpTestServer;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** A mailbox that a route of camel-mail reads, and a server to which the route sends on. */
final class Inbox implements AutoCloseable {

    static final String PASSWORD = "changeit";

    /** What a route's consumer needs beside what stands on a page: the server's certificate is nobody's. */
    private static final String QUICK =
            "mail.imaps.ssl.trust=*&mail.imaps.ssl.checkserveridentity=false&delay=50&initialDelay=0&";

    final SmtpTestServer smtp = new SmtpTestServer().start();
    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_POP3S)
    });
    private final GreenMailUser user;

    Inbox() {
        server.start();
        user = server.setUser("office@example.com", "office", PASSWORD);
    }

    /** A mail as it came over the wire; its octets are those of the characters. */
    void deliver(String mail) throws MessagingException {
        user.deliver(new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1))));
    }

    /** A consumer that is given the octets of each mail; GreenMail's IMAP does not get over odd ones. */
    String pop3s() {
        return "pop3s:127.0.0.1:" + server.getPop3s().getPort() + "?" + QUICK.replace("imaps", "pop3s")
                + "delete=true&skipFailedMessage=true&username=office&password=" + PASSWORD;
    }

    /** The code of a page, with this mailbox in the place of the example's. */
    String in(String code) {
        return code.replace(
                        "imaps:imap.example.com?",
                        "imaps:127.0.0.1:" + server.getImaps().getPort() + "?" + QUICK)
                .replace(
                        "imaps:imap.example.com",
                        "imaps:127.0.0.1:" + server.getImaps().getPort())
                .replace(
                        "        username: office\n",
                        "        username: office\n        mail.imaps.ssl.trust: \"*\"\n"
                                + "        mail.imaps.ssl.checkserveridentity: false\n        delay: 50\n"
                                + "        initialDelay: 0\n")
                .replace(
                        "smtp-connector:mail.example.com?",
                        "smtp-connector:127.0.0.1:" + smtp.port() + "?useTls=false&")
                .replace("smtp-connector:mail.example.com", "smtp-connector:127.0.0.1:" + smtp.port())
                .replace(
                        "              from: office@example.com\n",
                        "              from: office@example.com\n              useTls: false\n");
    }

    @Override
    public void close() {
        server.stop();
        smtp.close();
    }
}
