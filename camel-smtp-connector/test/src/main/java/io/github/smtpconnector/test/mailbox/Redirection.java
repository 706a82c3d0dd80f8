// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test.mailbox;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.BeanIntrospection;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/** Leads an endpoint to the mailbox: all that says where the server is and how to be let in there is said anew. */
final class Redirection {

    /** What the real server needs and this one must not be told. */
    static final List<String> NONE = List.of(
            "hosts",
            "proxyUri",
            "username",
            "password",
            "accessToken",
            "accessTokenSource",
            "oauthClientId",
            "oauthClientSecret",
            "oauthRefreshToken",
            "oauthScope",
            "oauthTokenUri",
            "pinnedCertificates",
            "sslContextParameters");

    static final Map<String, Object> INSTEAD = Map.of(
            "useTls", false,
            "requireTls", false,
            "tlsMode", "AUTO",
            "authMechanism", "AUTO",
            "ignoreSelfSignedCertificates", false,
            "allowInsecureAuth", false);

    private Redirection() {}

    /** By its bean of options, which holds the server's name too; Camel's configurer of endpoints knows no path. */
    static void to(int port, Endpoint endpoint) {
        CamelContext context = endpoint.getCamelContext();
        BeanIntrospection beans = PluginHelper.getBeanIntrospection(context);
        try {
            Object options = beans.getOrElseProperty(endpoint, "configuration", null, false);
            NONE.forEach(name -> set(beans, context, options, name, null));
            INSTEAD.forEach((name, value) -> set(beans, context, options, name, value));
            set(beans, context, options, "host", "127.0.0.1");
            set(beans, context, options, "port", port);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "The development mailbox cannot set the options of " + endpoint
                            + ": use camel-smtp-connector and camel-smtp-connector-test of the same version",
                    e);
        }
    }

    private static void set(
            BeanIntrospection beans, CamelContext context, Object options, String name, @Nullable Object value) {
        try {
            if (!beans.setProperty(context, options, name, value)) {
                throw new IllegalStateException("no option is called " + name);
            }
        } catch (Exception e) {
            throw new IllegalStateException("the option " + name + " cannot be set", e);
        }
    }
}
