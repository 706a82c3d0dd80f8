// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.springboot;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.Component;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Looks up each option of the component in the environment and sets those that are there. The options are those of the
 * component's descriptor, so none can be missing here.
 *
 * <p>Spring resolves the names (use-tls, useTls, CAMEL_COMPONENT_SMTP_CONNECTOR_USE_TLS) and its placeholders; Camel
 * converts the values as it would in a URI, and looks up beans (#bean:name).
 */
final class ComponentOptions implements ComponentCustomizer {

    static final String NAME = "smtp-connector";
    static final String PREFIX = "camel.component." + NAME;

    private final Environment environment;

    ComponentOptions(Environment environment) {
        this.environment = environment;
    }

    /** The component of that name alone: one that an application made under another name has options of its own. */
    @Override
    public boolean isEnabled(String name, Component target) {
        return name.equals(NAME)
                && on("camel.component", PREFIX)
                && on("camel.component.customizer", PREFIX + ".customizer");
    }

    /** Read here because Camel's annotation fails when Spring Boot runs without Camel's starter. */
    private boolean on(String all, String own) {
        return HierarchicalPropertiesEvaluator.evaluate(environment, all, own);
    }

    @Override
    public void configure(String name, Component component) {
        Binder binder = Binder.get(environment);
        CamelContext camel = Objects.requireNonNull(component.getCamelContext(), "a component in use has a context");
        PropertyConfigurer configurer =
                Objects.requireNonNull(component.getComponentPropertyConfigurer(), "generated with the component");
        for (String option : options(camel)) {
            binder.bind(PREFIX + "." + StringHelper.camelCaseToDash(option), Bindable.of(String.class))
                    .ifBound(value -> set(camel, component, configurer, option, value));
        }
    }

    /** Uses the configurer alone: binding by name would take a password that begins with # for a bean. */
    private static void set(
            CamelContext camel, Component component, PropertyConfigurer configurer, String option, String value) {
        try {
            configurer.configure(camel, component, option, camel.resolvePropertyPlaceholders(value), false);
        } catch (RuntimeException e) {
            throw Failure.permanent(Category.CONFIG, PREFIX + "." + option + " does not fit the option")
                    .withAdvice("The cause says why")
                    .causedBy(e)
                    .toException();
        }
    }

    private static Set<String> options(CamelContext camel) {
        try {
            String descriptor = ((CatalogCamelContext) camel).getComponentParameterJsonSchema(NAME);
            JsonObject all = ((JsonObject) Jsoner.deserialize(descriptor)).getMap("componentProperties");
            return all.keySet();
        } catch (IOException | DeserializationException e) {
            throw new RuntimeCamelException("The descriptor of " + NAME + " cannot be read from its jar", e);
        }
    }
}
