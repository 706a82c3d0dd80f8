// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The way through danted and tinyproxy, to a server whose name only they know. */
class ProxyIT {

    private static SmtpTestServer server;
    private static ProxyServers proxies;

    private DefaultCamelContext camel;

    @BeforeAll
    static void startServers() throws Exception {
        ProxyServers.assumeAvailable();
        server = new SmtpTestServer()
                .startTls(TestCertificates.shared().wrongHostServer().context())
                .login("me", "secret", "PLAIN")
                .start();
        proxies = ProxyServers.start(server.port());
    }

    @AfterAll
    static void stopServers() throws Exception {
        if (proxies != null) {
            proxies.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void startCamel() throws Exception {
        server.mails().clear();
        camel = new DefaultCamelContext();
        PostfixClient.bindAuthority(camel);
        camel.start();
    }

    @AfterEach
    void stopCamel() {
        if (camel != null) {
            camel.stop();
        }
    }

    @ParameterizedTest
    @EnumSource
    void leadTheWay(ProxyDoor door) {
        Exchange sent = send(door, login(door), ProxyServers.HOST, server.port());

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeader("CamelSmtpConnectorHost")).isEqualTo(ProxyServers.HOST);
        assertThat(sent.getMessage().getHeader("CamelSmtpConnectorTlsProtocol")).isEqualTo("TLSv1.3");
        assertThat(server.onlyMail().parsed().text()).startsWith("Hello");
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKS5_LOGIN", "HTTP_LOGIN"})
    void letNobodyInWithoutLogin(ProxyDoor door) {
        SmtpConnectorException none = failure(send(door, "", ProxyServers.HOST, server.port()));
        assertThat(none.getCategory()).isEqualTo(Category.AUTH);
        assertThat(none).hasMessageContaining("wants a login");

        SmtpConnectorException wrong =
                failure(send(door, ProxyServers.USERNAME + ":guessed@", ProxyServers.HOST, server.port()));
        assertThat(wrong.getCategory()).isEqualTo(Category.AUTH);
        assertThat(wrong).hasMessageContaining("refused the login").hasMessageNotContaining("guessed");
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKS5", "HTTP"})
    void sayWhenTheyCannotReachTheServer(ProxyDoor door) {
        for (SmtpConnectorException failure : new SmtpConnectorException[] {
            failure(send(door, "", "nowhere.invalid", 587)), failure(send(door, "", ProxyServers.HOST, 1))
        }) {
            assertThat(failure).isInstanceOf(RetryableSmtpException.class);
            assertThat(failure.getCategory()).isEqualTo(Category.CONNECT);
            assertThat(failure.getPhase()).isEqualTo(Phase.CONNECT);
            assertThat(failure).hasMessageContaining("could not connect to the server");
        }
    }

    @ParameterizedTest
    @CsvSource({"SOCKS5, 192.0.2.1", "HTTP_LOGIN, localhost"})
    void sayWhomTheyDoNotConnectTo(ProxyDoor door, String host) {
        SmtpConnectorException failure = failure(send(door, login(door), host, 587));

        assertThat(failure).isNotInstanceOf(RetryableSmtpException.class);
        assertThat(failure.getCategory()).isEqualTo(Category.CONNECT);
        assertThat(failure).hasMessageContaining("does not connect to this server");
    }

    @ParameterizedTest
    @CsvSource({"SOCKS5, http://", "HTTP, socks5://"})
    void areToldApart(ProxyDoor door, String scheme) {
        SmtpConnectorException failure =
                failure(send(scheme + "127.0.0.1:" + proxies.port(door), ProxyServers.HOST, server.port()));

        // tinyproxy waits for the end of a line that does not come.
        assertThat(failure.getCategory()).isIn(Category.PROTOCOL, Category.CONNECT, Category.CONNECT_TIMEOUT);
        assertThat(failure).hasMessageContaining("scheme");
    }

    private static String login(ProxyDoor door) {
        if (!door.wantsLogin()) {
            return "";
        }
        return ProxyServers.USERNAME + ":" + (door.isSocks() ? ProxyServers.SOCKS_PASSWORD : ProxyServers.HTTP_PASSWORD)
                + "@";
    }

    private Exchange send(ProxyDoor door, String login, String host, int port) {
        return send(door.scheme() + login + "127.0.0.1:" + proxies.port(door), host, port);
    }

    private Exchange send(String proxy, String host, int port) {
        return camel.createProducerTemplate()
                .send(
                        "smtp-connector:" + host + ":" + port
                                + "?connectTimeout=3000&username=me&password=secret&proxyUri=RAW(" + proxy + ")"
                                + PostfixClient.TRUST,
                        exchange -> exchange.getMessage()
                                .setHeaders(Map.of(
                                        "CamelSmtpConnectorFrom", "app@example.com",
                                        "CamelSmtpConnectorTo", "ann@example.com",
                                        "CamelSmtpConnectorText", "Hello")));
    }

    private static SmtpConnectorException failure(Exchange sent) {
        assertThat(sent.getException()).isInstanceOf(SmtpConnectorException.class);
        SmtpConnectorException failure = (SmtpConnectorException) sent.getException();
        assertThat(failure).hasMessageNotContaining("s3cr");
        assertThat(server.mails()).isEmpty();
        return failure;
    }
}
