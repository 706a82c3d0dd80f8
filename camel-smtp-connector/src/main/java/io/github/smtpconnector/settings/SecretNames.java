// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;

/**
 * Tells Camel of secrets whose names its own list does not have. In URIs it finds them nevertheless, by a part of their
 * name; but properties of the component, which it logs at its start, it masks by their whole name only.
 */
public final class SecretNames {

    private static final List<String> UNKNOWN =
            List.of("oauthRefreshToken", "dkimPrivateKey", "smimeSigningKey", "proxyUri");

    private SecretNames() {}

    /** From now on this context masks them, beside those that it was told of before. */
    public static void announce(CamelContext context) {
        for (String name : UNKNOWN) {
            if (!CamelContextHelper.containsSensitive(context, name)) {
                String others = context.getCamelContextExtension().getAdditionalSensitiveKeywords();
                context.getCamelContextExtension()
                        .setAdditionalSensitiveKeywords(others == null ? name : others + "," + name);
            }
        }
    }
}
