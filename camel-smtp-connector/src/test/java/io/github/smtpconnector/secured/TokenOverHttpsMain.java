// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.secured;

import io.github.smtpconnector.SmtpHeaders;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/** An application of its own, with a trust store of its own: sends one mail with a token that it fetches. */
public final class TokenOverHttpsMain {

    private TokenOverHttpsMain() {}

    /** The port of the server, and the token endpoint. */
    public static void main(String[] args) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            Exchange sent = camel.createProducerTemplate()
                    .send(
                            "smtp-connector:127.0.0.1:" + args[0] + "?useTls=false&from=app@example.com"
                                    + "&to=ann@example.com&username=app@example.com&oauthTokenUri=" + args[1]
                                    + "&oauthClientId=me&oauthClientSecret=secret",
                            exchange -> exchange.getMessage().setBody("hello"));
            Exception failure = sent.getException();
            System.out.println(
                    failure == null ? sent.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE) : failure.getMessage());
        }
    }
}
