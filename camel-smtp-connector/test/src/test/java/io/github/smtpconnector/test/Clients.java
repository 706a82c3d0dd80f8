// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;

/** The senders of the tests: this connector, camel-mail, and Angus Mail alone. */
enum Clients {
    CONNECTOR {
        @Override
        Exchange send(MailServer server, Map<String, String> options, Map<String, Object> headers, Object body)
                throws Exception {
            Map<String, Object> ours = new LinkedHashMap<>();
            headers.forEach((name, value) -> ours.put("CamelSmtpConnector" + name, value));
            return request("smtp-connector", options, ours, body);
        }
    },
    CAMEL_MAIL {
        @Override
        Exchange send(MailServer server, Map<String, String> options, Map<String, Object> headers, Object body)
                throws Exception {
            boolean implicit = "IMPLICIT".equals(options.get(OPTIONS + "tlsMode"));
            String uri = (implicit ? "smtps:" : "smtp:") + server.host() + ":" + server.port()
                    + (options.containsKey(OPTIONS + "password")
                            ? "?username=" + options.get(OPTIONS + "username") + "&password=RAW("
                                    + options.get(OPTIONS + "password") + ")&"
                            : "?")
                    + "contentType=text/plain;charset=UTF-8&mail.smtp.starttls.enable=true&mail.smtp.ssl.checkserveridentity=false"
                    + "&mail.smtp.ssl.trust=*&mail.smtps.ssl.trust=*&mail.smtps.ssl.checkserveridentity=false";
            return request(uri, Map.of(), headers, body);
        }
    },
    ANGUS {
        @Override
        Exchange send(MailServer server, Map<String, String> options, Map<String, Object> headers, Object body)
                throws Exception {
            String protocol = "IMPLICIT".equals(options.get(OPTIONS + "tlsMode")) ? "smtps" : "smtp";
            Properties properties = new Properties();
            properties.put("mail." + protocol + ".starttls.enable", "true");
            properties.put(
                    "mail." + protocol + ".ssl.socketFactory", server.trust().getSocketFactory());
            Session session = Session.getInstance(properties);
            MimeMessage mail = new MimeMessage(session);
            mail.setFrom(new InternetAddress((String) headers.get("From")));
            mail.setRecipients(Message.RecipientType.TO, InternetAddress.parse((String) headers.get("To")));
            mail.setSubject((String) headers.get("Subject"), "UTF-8");
            mail.setText((String) body, "UTF-8");
            mail.saveChanges();
            try (Transport transport = session.getTransport(protocol)) {
                transport.connect(
                        server.host(),
                        server.port(),
                        options.get(OPTIONS + "username"),
                        options.get(OPTIONS + "password"));
                transport.sendMessage(mail, mail.getAllRecipients());
            }
            return null;
        }
    };

    static final Map<String, Object> HEADERS = Map.of(
            "From", "Orders <orders@example.com>",
            "To", "Ann Example <ann@example.com>, bob@example.com",
            "Subject", "Grüße – 注文");

    private static final String OPTIONS = "camel.component.smtp-connector.";

    abstract Exchange send(MailServer server, Map<String, String> options, Map<String, Object> headers, Object body)
            throws Exception;

    /** Sends a mail with these headers, in camel-mail's names, and this body, by these options of the connector. */
    void send(MailServer server, Map<String, String> options, String body) throws Exception {
        Exchange sent = send(server, options, HEADERS, body);
        if (sent != null && sent.getException() != null) {
            throw sent.getException();
        }
    }

    void send(MailServer server) throws Exception {
        send(server, server.properties(), "Hello");
    }

    private static Exchange request(
            String uri, Map<String, String> properties, Map<String, Object> headers, Object body) throws Exception {
        Main camel = new Main();
        try {
            properties.forEach(camel::addOverrideProperty);
            camel.start();
            return camel.getCamelTemplate().request(uri, exchange -> {
                exchange.getMessage().setHeaders(new LinkedHashMap<>(headers));
                exchange.getMessage().setBody(body);
            });
        } finally {
            camel.stop();
        }
    }
}
