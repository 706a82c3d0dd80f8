// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.testkit.TestTrust;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel that sends to localhost, and knows the test's authority for endpoints that ask for it. */
final class PostfixClient implements AutoCloseable {

    /** Added to an endpoint's options, makes it trust the test's authority. */
    static final String TRUST = "&sslContextParameters=#testAuthority";

    private final DefaultCamelContext camel = new DefaultCamelContext();

    PostfixClient() throws Exception {
        bindAuthority(camel);
        camel.start();
    }

    /** The same, and shows a certificate of that authority. */
    static final String TRUST_AND_KEY = "&sslContextParameters=#testAuthorityAndKey";

    /** Makes {@link #TRUST} and {@link #TRUST_AND_KEY} mean something. */
    static void bindAuthority(CamelContext context) throws Exception {
        context.getRegistry().bind("testAuthority", TestTrust.parameters());
        context.getRegistry().bind("testAuthorityAndKey", TestTrust.parametersWithKey());
    }

    /** Sends a small mail, its inputs replaced or added to by those given, named without their prefix. */
    Exchange send(int port, String options, Map<String, Object> inputs) {
        return camel.createFluentProducerTemplate()
                .to("smtp-connector:localhost:" + port + "?from=app@example.com&subject=Report&text=Hello" + options)
                .withProcessor(exchange -> inputs.forEach(
                        (name, value) -> exchange.getMessage().setHeader("CamelSmtpConnector" + name, value)))
                .send();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
