// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.dsl;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpComponentConfigurer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;

/** Options that are set on a component when it is built; placeholders in them are resolved then. */
abstract class ComponentOptions {

    private final Map<String, Object> options = new LinkedHashMap<>();

    final void set(String name, Object value) {
        options.put(name, value);
    }

    /** A component with these options, which the context does not know yet. */
    public SmtpComponent build(CamelContext context) {
        SmtpComponent component = new SmtpComponent();
        component.setCamelContext(context);
        SmtpComponentConfigurer configurer = new SmtpComponentConfigurer();
        options.forEach((name, value) -> configurer.configure(
                context,
                component,
                name,
                value instanceof String text ? context.resolvePropertyPlaceholders(text) : value,
                false));
        return component;
    }

    /** Makes it the component of this name; that of the plain {@code smtp-connector:} URIs is {@code smtp-connector}. */
    public void register(CamelContext context, String name) {
        context.addComponent(name, build(context));
    }
}
