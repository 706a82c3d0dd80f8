// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import java.util.function.Consumer;
import org.apache.camel.Endpoint;

/**
 * Hands each endpoint, when it is made and before it is used, to a bean: the development mailbox leads it elsewhere.
 * Camel's own listeners hear of the endpoints that the context registers alone: not of those of a verification, nor of
 * those that no cache keeps.
 */
public final class EndpointListener {

    /** The name of the bean. */
    private static final String BEAN = "smtp-connector.endpoints";

    private EndpointListener() {}

    /** Hands the endpoint to the bean, if there is one. */
    public static void tell(Endpoint endpoint) {
        Consumer<?> bean = endpoint.getCamelContext().getRegistry().lookupByNameAndType(BEAN, Consumer.class);
        if (bean != null) {
            @SuppressWarnings("unchecked")
            Consumer<Endpoint> listener = (Consumer<Endpoint>) bean;
            listener.accept(endpoint);
        }
    }
}
