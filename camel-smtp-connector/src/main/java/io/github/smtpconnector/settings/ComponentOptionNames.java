// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import java.io.IOException;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/** The names of all options that the component has, from its descriptor: none can be missing. */
public final class ComponentOptionNames {

    private static final String COMPONENT = "smtp-connector";

    private ComponentOptionNames() {}

    /** The names as in a URI, such as {@code useTls}. */
    public static Set<String> of(CamelContext camel) {
        try {
            String descriptor = ((CatalogCamelContext) camel).getComponentParameterJsonSchema(COMPONENT);
            JsonObject all = ((JsonObject) Jsoner.deserialize(descriptor)).getMap("componentProperties");
            return all.keySet();
        } catch (IOException | DeserializationException e) {
            throw new RuntimeCamelException("The descriptor of " + COMPONENT + " cannot be read from its jar", e);
        }
    }
}
