// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.testkit.TestProxy;
import io.github.smtpconnector.wire.proxy.ProxyAddress;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies that do as they should, and such that do not. */
class ProxyFaultTest {

    private static final String LOGIN = "us%C3%A9r:p%40:ss@";

    private final SmtpTestServer server = new SmtpTestServer();

    @AfterEach
    void close() {
        server.close();
    }

    private MailerFixture mailer(String uri, TestProxy proxy) {
        return new MailerFixture(server)
                .host("mail.elsewhere.example")
                .proxy(ProxyAddress.of(uri + "127.0.0.1:" + proxy.port()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5", "http"})
    void leavesTheNameToTheProxyAndChecksTheCertificateOfTheServer(String scheme) {
        for (boolean implicit : List.of(true, false)) {
            TestCertificates certificates = TestCertificates.shared();
            try (SmtpTestServer mails = new SmtpTestServer();
                    SmtpTestServer started = (implicit
                                    ? mails.implicitTls(certificates.wrongHost())
                                    : mails.startTls(certificates.wrongHost()))
                            .start();
                    TestProxy proxy =
                            scheme.equals("http") ? TestProxy.http(started.port()) : TestProxy.socks5(started.port());
                    MailerFixture mailer = mailer(scheme + "://", proxy)
                            .tls(implicit ? TlsPolicy.Mode.IMPLICIT : TlsPolicy.Mode.STARTTLS_REQUIRED)) {
                assertThat(mailer.send("hello\r\n").server().host()).isEqualTo("mail.elsewhere.example");
                assertThat(started.onlyMail().parsed().text()).isEqualTo("hello\r\n");
                assertThat(proxy.requests().get(0)).contains("mail.elsewhere.example:" + server.port());

                SmtpConnectorException failure =
                        mailer.host("localhost").letGo().failure("hello\r\n");
                assertThat(failure.getCategory()).isEqualTo(Category.TLS);
                assertThat(failure).hasMessageContaining("certificate");
            }
        }
    }

    @Test
    void givesAnAddressAsOne() {
        server.start();
        try (TestProxy proxy = TestProxy.socks5(server.port())) {
            for (String host : List.of("192.0.2.1", "2001:db8:0:0:0:0:0:1")) {
                try (MailerFixture mailer = mailer("socks5://", proxy).host(host)) {
                    mailer.send("hello\r\n");
                    assertThat(proxy.requests()).contains(host + ":" + server.port());
                }
            }
        }
    }

    @Test
    void logsInAtSocks() {
        server.start();
        String[] heard = new String[2];
        try (TestProxy proxy = new TestProxy(client -> {
                    client.octets(4);
                    client.say(5, 2);
                    client.octets(1);
                    heard[0] = client.text();
                    heard[1] = client.text();
                    client.say(1, 0);
                    client.socksRequest();
                    // Bound to a name and to an address of version 6, as a proxy may be.
                    client.say(5, 0, 0, 3, 2, 'a', 'b', 0, 1);
                    client.tunnel(server.port());
                });
                MailerFixture mailer = mailer("socks5://" + LOGIN, proxy).transcribed()) {
            mailer.send("hello\r\n");
            assertThat(heard).containsExactly("usér", "p@:ss");
            assertThat(mailer.transcript.toString())
                    .contains("by the proxy socks5://127.0.0.1:" + proxy.port())
                    .doesNotContain("usér", "p@:ss", "p%40");
        }
    }

    @Test
    void logsInAtHttp() {
        server.start();
        try (TestProxy proxy = TestProxy.http(server.port());
                MailerFixture mailer = mailer("http://us%C3%A9r:p%40:ss@", proxy)) {
            mailer.send("hello\r\n");
            String authority = "mail.elsewhere.example:" + server.port();
            assertThat(proxy.requests())
                    .containsExactly("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority
                            + "\r\nProxy-Authorization: Basic "
                            + Base64.getEncoder().encodeToString("usér:p@:ss".getBytes(StandardCharsets.UTF_8))
                            + "\r\n\r\n");
        }
    }

    /** A proxy on this machine says nothing of where the server is. */
    @Test
    void sendsNoPasswordInClearThroughAProxyNearBy() {
        server.login("me", "secret", "PLAIN").start();
        try (TestProxy proxy = TestProxy.socks5(server.port());
                MailerFixture mailer =
                        mailer("socks5://", proxy).host("127.0.0.1").login("me", "secret")) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");
            assertThat(failure.getCategory()).isEqualTo(Category.AUTH);
            assertThat(failure).hasMessageContaining("allowInsecureAuth");
            mailer.allowInsecureAuth().letGo().send("hello\r\n");
            assertThat(server.commands(1)).noneMatch(command -> command.startsWith("AUTH"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // login | method | what it says next | category | retryable | what the error says
                "no  | 255 |      | AUTH     | false | wants a login. Write it into proxyUri",
                "no  | 2   |      | AUTH     | false | wants a login",
                "yes | 255 |      | AUTH     | false | takes no login by user and password",
                "yes | 2   | 1 1  | AUTH     | false | refused the login. Check user and password in proxyUri",
                "yes | 2   | 5 0  | PROTOCOL | true  | sent something that is not SOCKS 5",
                "no  | 0   | 5 1  | CONNECT  | true  | could not connect to the server (SOCKS reply 1, general failure)",
                "no  | 0   | 5 2  | CONNECT  | false | does not connect to this server (SOCKS reply 2, not allowed",
                "no  | 0   | 5 3  | CONNECT  | true  | (SOCKS reply 3, network unreachable)",
                "no  | 0   | 5 4  | CONNECT  | true  | (SOCKS reply 4, host unreachable). Check host and port; the name",
                "no  | 0   | 5 5  | CONNECT  | true  | (SOCKS reply 5, connection refused)",
                "no  | 0   | 5 6  | CONNECT  | true  | (SOCKS reply 6, TTL expired)",
                "no  | 0   | 5 7  | CONNECT  | false | (SOCKS reply 7, command not supported)",
                "no  | 0   | 5 8  | CONNECT  | false | (SOCKS reply 8, kind of address not supported)",
                "no  | 0   | 5 99 | CONNECT  | true  | (SOCKS reply 99, unknown reason)",
                "no  | 0   | 4 90 | PROTOCOL | true  | sent something that is not SOCKS 5",
                "no  | 0   | 5 0 0 9 | PROTOCOL | true | an address of a kind that SOCKS 5 does not have",
                "no  | 0   | 5 0 0   | CONNECT  | true | closed the connection. Check that proxyUri has the right scheme",
                "no  | 0   |      | CONNECT  | true  | closed the connection",
            })
    void saysWhatASocksProxyRefused(
            String login, int method, String next, Category category, boolean retryable, String says) {
        server.start();
        try (TestProxy proxy = new TestProxy(client -> {
                    client.octets(login.equals("yes") ? 4 : 3);
                    client.say(5, method);
                    if (next != null) {
                        if (method == 2) {
                            client.octets(1);
                            client.text();
                            client.text();
                        } else {
                            client.socksRequest();
                        }
                        for (String octet : next.split(" ")) {
                            client.say(Integer.parseInt(octet));
                        }
                    }
                });
                MailerFixture mailer = mailer("socks5://" + (login.equals("yes") ? LOGIN : ""), proxy)) {
            assertFails(mailer.failure("hello\r\n"), category, retryable, says, proxy);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 407 Proxy Authentication Required | AUTH     | false | wants a login. Write it into proxyUri",
                "HTTP/1.0 401 Unauthorized                  | AUTH     | false | wants a login",
                "HTTP/1.1 403 Filtered                      | CONNECT  | false | (HTTP 403 Filtered). Let the proxy's rules",
                "HTTP/1.1 429 Too Many Requests             | CONNECT  | true  | (HTTP 429 Too Many Requests)",
                "HTTP/1.0 500 Unable to connect             | CONNECT  | true  | (HTTP 500 Unable to connect)",
                "HTTP/1.1 503                               | CONNECT  | true  | (HTTP 503)",
                "HTTP/1.1 abc                               | PROTOCOL | true  | sent something that is not HTTP",
                "HTTP/2 200                                 | PROTOCOL | true  | sent something that is not HTTP",
                "220 mail.example ESMTP                     | PROTOCOL | true  | it may be a socks5:// proxy",
            })
    void saysWhatAnHttpProxyRefused(String status, Category category, boolean retryable, String says) {
        server.start();
        try (TestProxy proxy = new TestProxy(client -> {
                    client.head();
                    client.say(status + "\r\n\r\n");
                });
                MailerFixture mailer = mailer("http://", proxy)) {
            assertFails(mailer.failure("hello\r\n"), category, retryable, says, proxy);
        }
    }

    @Test
    void saysThatAnHttpProxyRefusedTheLogin() {
        try (TestProxy proxy = new TestProxy(client -> {
                    client.head();
                    client.say("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n");
                });
                MailerFixture mailer = mailer("http://" + LOGIN, proxy)) {
            assertFails(mailer.failure("hello\r\n"), Category.AUTH, false, "refused the login", proxy);
        }
    }

    @Test
    void readsNoEndlessHead() {
        try (TestProxy proxy = new TestProxy(client -> {
                    client.head();
                    client.say("HTTP/1.1 200 ok\r\n");
                    while (true) {
                        client.say("X-Padding: " + "x".repeat(1000) + "\r\n");
                    }
                });
                MailerFixture mailer = mailer("http://", proxy)) {
            assertFails(mailer.failure("hello\r\n"), Category.PROTOCOL, true, "of more than 16384 octets", proxy);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5", "http"})
    void waitsNoLongerThanConnectTimeout(String scheme) {
        try (TestProxy proxy = new TestProxy(TestProxy.Client::fallSilent);
                MailerFixture mailer = mailer(scheme + "://", proxy)) {
            SmtpConnectorException failure =
                    mailer.lateFailure(proxy::awaitSilence, RawMessage.of("hello\r\n"), "to@test.example");
            assertFails(failure, Category.CONNECT_TIMEOUT, true, "did not connect within 10000 ms", proxy);
        }
    }

    @Test
    void saysThatTheProxyIsNotThere() {
        try (TestProxy proxy = TestProxy.socks5(1);
                MailerFixture mailer = mailer("socks5://", proxy)) {
            proxy.door().refuse();
            assertFails(mailer.failure("hello\r\n"), Category.CONNECT, true, "was refused, by the proxy", proxy);
        }
    }

    @Test
    void saysThatTheProxyHasNoSuchName() {
        try (TestProxy proxy = TestProxy.socks5(1);
                MailerFixture mailer =
                        new MailerFixture(server).proxy(ProxyAddress.of("http://nowhere.invalid:8080"))) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");
            assertThat(failure.getCategory()).isEqualTo(Category.DNS);
            assertThat(failure.getPhase()).isEqualTo(Phase.RESOLVE);
            assertThat(failure)
                    .hasMessageContaining("the name of the proxy http://nowhere.invalid:8080")
                    .hasMessageContaining("Check proxyUri");
            assertThat(proxy.requests()).isEmpty();
        }
    }

    private void assertFails(
            SmtpConnectorException failure, Category category, boolean retryable, String says, TestProxy proxy) {
        assertThat(failure.getCategory()).isEqualTo(category);
        assertThat(failure.getPhase()).isEqualTo(Phase.CONNECT);
        assertThat(failure instanceof RetryableSmtpException).isEqualTo(retryable);
        assertThat(failure.getServer()).isEqualTo("mail.elsewhere.example:" + server.port());
        assertThat(failure)
                .hasMessageContaining(says)
                .hasMessageContaining("://127.0.0.1:" + proxy.port())
                .hasMessageNotContaining("p%40")
                .hasMessageNotContaining("p@:ss")
                .hasMessageNotContaining("usér");
        assertThat(server.mails()).isEmpty();
    }
}
