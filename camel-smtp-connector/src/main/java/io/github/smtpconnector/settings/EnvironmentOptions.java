// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.PropertyConfigurer;

/**
 * The options that variables of the process set on the component, such as CAMEL_COMPONENT_SMTP_CONNECTOR_USE_TLS. Camel
 * sets those of components that it knows; ours it takes for variables of its component {@code smtp}, and drops them.
 */
public final class EnvironmentOptions {

    /** What the name of each variable begins with. */
    public static final String PREFIX = "CAMEL_COMPONENT_SMTP_CONNECTOR_";

    /** Spring Boot reads the variables itself, and lets an argument of the command line win over them. */
    private static final String SPRING = "org.apache.camel.spring.";

    private final Map<String, String> environment;
    private final AtomicBoolean set = new AtomicBoolean();

    /** Takes the variables of the process. */
    public EnvironmentOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Sets each option that a variable gives, the first time it is called; a variable wins over application.properties, as
     * those of other components do.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONFIG that names each variable that is no
     *     option, and the nearest one
     */
    public void setOn(Component component, CamelContext camel) {
        if (camel.getClass().getName().startsWith(SPRING) || !set.compareAndSet(false, true)) {
            return;
        }
        Map<String, String> given = given();
        if (given.isEmpty()) {
            return;
        }
        PropertyConfigurer configurer =
                Objects.requireNonNull(component.getComponentPropertyConfigurer(), "generated with the component");
        read(given, ComponentOptionNames.of(camel))
                .forEach((option, value) -> configurer.configure(
                        camel, component, option, camel.resolvePropertyPlaceholders(value), false));
    }

    private Map<String, String> given() {
        return environment.entrySet().stream()
                .filter(variable -> variable.getKey().toUpperCase(Locale.ROOT).startsWith(PREFIX))
                .collect(Collectors.toMap(
                        variable -> variable.getKey().substring(PREFIX.length()), Map.Entry::getValue));
    }

    private static Map<String, String> read(Map<String, String> given, Set<String> options) {
        Map<String, String> known =
                options.stream().collect(Collectors.toMap(EnvironmentOptions::uniform, Function.identity()));
        List<String> variables =
                options.stream().map(EnvironmentOptions::asVariable).toList();
        String problems = given.keySet().stream()
                .filter(name -> !known.containsKey(uniform(name)))
                .sorted()
                .map(name -> PREFIX + GivenOptions.unknown(name, variables))
                .collect(Collectors.joining("; "));
        if (!problems.isEmpty()) {
            throw Failure.permanent(Category.CONFIG, problems).toException();
        }
        Map<String, String> values = new TreeMap<>();
        given.forEach((name, value) -> values.put(known.getOrDefault(uniform(name), name), value));
        return values;
    }

    private static String uniform(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** {@code USE_TLS} of {@code useTls}. */
    private static String asVariable(String option) {
        return option.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }
}
