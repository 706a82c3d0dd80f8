// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.springboot;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.settings.ComponentOptionNames;
import io.github.smtpconnector.settings.GivenOptions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.apache.camel.util.StringHelper;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
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

    private static final List<ConfigurationPropertyName> PREFIXES =
            List.of(ConfigurationPropertyName.of(PREFIX), ConfigurationPropertyName.of(PREFIX.replace('-', '.')));

    /** Whether the options are looked at, as of any component. */
    private static final Set<String> OTHERS = Set.of("enabled", "customizerenabled");

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
        Set<String> options = ComponentOptionNames.of(camel);
        checkNames(options);
        for (String option : options) {
            binder.bind(PREFIX + "." + StringHelper.camelCaseToDash(option), Bindable.of(String.class))
                    .ifBound(value -> set(camel, component, configurer, option, value));
        }
    }

    /**
     * Refuses a name that is no option: one letter less, and mail goes to others than were allowed. Variables of the
     * process have points where names have hyphens.
     */
    private void checkNames(Set<String> options) {
        Set<String> known = options.stream().map(ComponentOptions::uniform).collect(Collectors.toSet());
        known.addAll(OTHERS);
        String problems = StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .flatMap(source -> ((IterableConfigurationPropertySource) source).stream())
                .flatMap(name -> PREFIXES.stream()
                        .filter(prefix -> prefix.isAncestorOf(name))
                        .map(prefix -> name.subName(prefix.getNumberOfElements())))
                .map(ConfigurationPropertyName::toString)
                .filter(name -> !known.contains(uniform(name)))
                .distinct()
                .map(name -> PREFIX + "." + GivenOptions.unknown(name, options))
                .collect(Collectors.joining("; "));
        if (!problems.isEmpty()) {
            throw Failure.permanent(Category.CONFIG, problems).toException();
        }
    }

    private static String uniform(String name) {
        return name.replace("-", "").replace(".", "").toLowerCase(Locale.ROOT);
    }

    /** By the configurer alone: binding by name would take a password that begins with # for a bean. */
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
}
