// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.options.AccessTokenSource;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TokenServer;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the options to the mail: who is asked for tokens, how often, and which connections they open. */
class OauthLoginTest {

    private static final String USER = "app@example.com";

    private final TokenServer tokens = new TokenServer(USER);
    private final SmtpTestServer server = new SmtpTestServer().offering("XOAUTH2", "PLAIN");
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        server.start();
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
        tokens.close();
    }

    private String fetching() {
        return "oauthTokenUri=" + tokens.tokenUri() + "&oauthClientId=me&oauthClientSecret=RAW(s3+cret)";
    }

    private Exchange send(String options) {
        return context.createProducerTemplate()
                .send(
                        "smtp-connector:127.0.0.1:" + server.port() + "?useTls=false&from=" + USER
                                + "&to=ann@example.com&username=" + USER + "&" + options,
                        exchange -> exchange.getMessage().setBody("hello"));
    }

    private static SmtpConnectorException failure(Exchange exchange) {
        assertThat(exchange.getException()).isInstanceOf(SmtpConnectorException.class);
        return (SmtpConnectorException) exchange.getException();
    }

    @Test
    void sendsWithATokenGiven() {
        server.logins().allow(USER, "given");
        assertThat(send("accessToken=given").getException()).isNull();
        assertThat(server.onlyMail().parsed().text()).contains("hello");
    }

    @Test
    void sendsWithATokenOfABeanAndAsksItAgainWhenRefused() {
        Iterator<String> stock = List.of("old", "new").iterator();
        AccessTokenSource bean = stock::next;
        context.getRegistry().bind("tokens", bean);
        server.logins().allow(USER, "new");
        assertThat(send("accessTokenSource=#tokens").getException()).isNull();
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void namesTheBeanThatFails() {
        AccessTokenSource bean = () -> {
            throw new IllegalStateException("s3cret");
        };
        context.getRegistry().bind("tokens", bean);
        SmtpConnectorException failure = failure(send("accessTokenSource=#tokens"));
        assertThat(failure.getCategory()).isEqualTo(Category.OAUTH_TOKEN);
        assertThat(failure)
                .hasMessageContaining("accessTokenSource failed with java.lang.IllegalStateException")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void endpointsThatSayTheSameShareTokenAndConnection() {
        server.logins().allow(USER, "token-1");
        for (String subject : List.of("one", "two", "three")) {
            assertThat(send(fetching() + "&subject=" + subject).getException()).isNull();
        }
        assertThat(server.mails()).hasSize(3);
        assertThat(server.connections()).isEqualTo(1);
        assertThat(tokens.requests()).hasSize(1);
    }

    @Test
    void anotherClientHasAnotherConnection() {
        server.logins().allow(USER, "token-1").allow(USER, "token-2");
        assertThat(send(fetching()).getException()).isNull();
        assertThat(send(fetching() + "&oauthScope=other").getException()).isNull();
        assertThat(server.connections()).isEqualTo(2);
        assertThat(tokens.requests()).hasSize(2);
    }

    @Test
    void aTokenThatWasRevokedIsReplacedOnceForTheSamePool() {
        server.logins().allow(USER, "token-1").allow(USER, "token-2");
        String options = fetching() + "&maxMessagesPerConnection=1";
        assertThat(send(options).getException()).isNull();
        server.logins().revoke("token-1");
        assertThat(send(options).getException()).isNull();
        assertThat(tokens.requests()).hasSize(2);
        assertThat(server.connections()).isEqualTo(3);
        assertThat(server.mails()).hasSize(2);
    }

    @Test
    void aFreshTokenThatIsRefusedIsAnErrorAtOnce() {
        SmtpConnectorException failure = failure(send(fetching()));
        assertThat(failure.getCategory()).isEqualTo(Category.OAUTH_TOKEN);
        assertThat(failure).hasMessageContaining("the server refused the access token");
        assertThat(tokens.requests()).hasSize(1);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void theTokenEndpointsRefusalIsTheMailsError() {
        tokens.answer(401, "{\"error\":\"invalid_client\",\"error_description\":\"s3+cret is wrong\"}");
        SmtpConnectorException failure = failure(send(fetching()));
        assertThat(failure.getCategory()).isEqualTo(Category.OAUTH_TOKEN);
        assertThat(failure)
                .hasMessageContaining("AUTH 127.0.0.1:" + server.port())
                .hasMessageContaining("invalid_client (xxxxxx is wrong)")
                .hasMessageContaining("Check oauthClientId and oauthClientSecret");
        assertThat(server.connections()).isZero();
    }
}
