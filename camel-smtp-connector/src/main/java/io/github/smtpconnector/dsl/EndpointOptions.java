// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.dsl;

import io.github.smtpconnector.SmtpEndpointUriFactory;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Expression;
import org.apache.camel.builder.EndpointProducerBuilder;
import org.apache.camel.spi.Registry;
import org.apache.camel.util.URISupport;

/**
 * Options that become an endpoint's URI without losing a character: Camel's own base class for such builders passes an
 * ampersand in a value on as the beginning of the next option.
 */
abstract class EndpointOptions implements EndpointProducerBuilder {

    /** A text that needs no quoting in a URI, or the reference to a bean, which must not be quoted. */
    private static final Pattern PLAIN = Pattern.compile("#?[\\w@.,:-]*");

    private static final Set<String> SECRETS = new SmtpEndpointUriFactory().secretPropertyNames();

    /** What a text of an option becomes. */
    private interface Quoting {
        String of(String option, String text);
    }

    private final String component;
    private final String server;
    private final Map<String, Object> options = new TreeMap<>();

    EndpointOptions(String component, String server) {
        this.component = component;
        this.server = server;
    }

    @Override
    public void doSetProperty(String name, Object value) {
        options.put(name, value);
    }

    @Override
    public void doSetMultiValueProperty(String name, String key, Object value) {
        options.put(key, value);
    }

    @Override
    public void doSetMultiValueProperties(String name, String prefix, Map<String, Object> values) {
        values.forEach((key, value) -> options.put(prefix + key, value));
    }

    @Override
    public Endpoint resolve(CamelContext context) {
        Registry registry = context.getRegistry();
        return context.getEndpoint(uri(
                (option, text) -> quoted(option, context.resolvePropertyPlaceholders(text), registry),
                bean -> bound(bean, registry)));
    }

    @Override
    public <T extends Endpoint> T resolve(CamelContext context, Class<T> type) {
        return type.cast(resolve(context));
    }

    @Override
    public Expression expr(CamelContext context) {
        Registry registry = context.getRegistry();
        return context.resolveLanguage("simple")
                .createExpression(uri((option, text) -> quoted(option, text, registry), bean -> bound(bean, registry)));
    }

    /** For labels: placeholders and beans are named, not resolved, and secrets neither. */
    @Override
    public String getRawUri() {
        return uri(EndpointOptions::shown, bean -> "#bean:" + bean.getClass().getSimpleName());
    }

    private static String shown(String option, String text) {
        if (SECRETS.contains(option)) {
            return "xxxxxx";
        }
        return PLAIN.matcher(text).matches() ? text : "RAW(" + text + ")";
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return URISupport.sanitizeUri(getRawUri());
    }

    private String uri(Quoting text, Function<Object, String> bean) {
        String path = server.isEmpty() ? component : component + ":" + server;
        return options.entrySet().stream()
                .map(option -> option.getKey() + "=" + value(option, text, bean))
                .collect(Collectors.joining("&", options.isEmpty() ? path : path + "?", ""));
    }

    private static String value(Map.Entry<String, Object> option, Quoting text, Function<Object, String> bean) {
        Object value = option.getValue();
        if (value instanceof String given) {
            return text.of(option.getKey(), given);
        }
        return value instanceof Number || value instanceof Boolean || value instanceof Enum<?>
                ? value.toString()
                : bean.apply(value);
    }

    /**
     * RAW ends at its own kind of bracket; text with both kinds goes by the registry. So does a secret with a bracket that
     * ends RAW too early for Camel's masking, which would show the rest.
     */
    private static String quoted(String option, String text, Registry registry) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        if (!text.contains(")")) {
            return "RAW(" + text + ")";
        }
        boolean bySecret = SECRETS.contains(option) && !text.contains("${");
        return bySecret || text.contains("}") ? bound(text, registry) : "RAW{" + text + "}";
    }

    /** A reference to the bean, under a name that no other bean has. */
    private static String bound(Object bean, Registry registry) {
        int number = 1;
        while (true) {
            String name = "smtp-connector-" + number;
            Object known = registry.lookupByName(name);
            if (known == null) {
                registry.bind(name, bean);
            }
            if (known == null || known.equals(bean)) {
                return "#bean:" + name;
            }
            number++;
        }
    }
}
