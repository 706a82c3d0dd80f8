// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tools that know Camel's catalog know this component, whether they are given its descriptor or its class alone. */
class CatalogTest {

    private static final String SCHEME = "smtp-connector";

    static Stream<Arguments> catalogs() throws IOException {
        CamelCatalog byClass = new DefaultCamelCatalog();
        byClass.addComponent(SCHEME, SmtpComponent.class.getName());
        CamelCatalog byDescriptor = new DefaultCamelCatalog();
        byDescriptor.addComponent(SCHEME, SmtpComponent.class.getName(), descriptor());
        return Stream.of(Arguments.of("by its class", byClass), Arguments.of("by its descriptor", byDescriptor));
    }

    private static String descriptor() throws IOException {
        String name = "META-INF/io/github/smtpconnector/smtp-connector.json";
        try (InputStream in =
                Objects.requireNonNull(CatalogTest.class.getClassLoader().getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("catalogs")
    void describesTheComponent(String way, CamelCatalog catalog) throws IOException {
        assertThat(catalog.componentJSonSchema(SCHEME)).isEqualToIgnoringNewLines(descriptor());
        assertThat(catalog.findComponentNames("mail")).contains(SCHEME);
        ComponentModel model = catalog.componentModel(SCHEME);
        assertThat(model.isProducerOnly()).isTrue();
        assertThat(model.isRemote()).isTrue();
        assertThat(model.getGroupId() + ":" + model.getArtifactId())
                .isEqualTo("io.github.smtpconnector:camel-smtp-connector");
        assertThat(model.getEndpointHeaders()).extracting("name").contains(SmtpHeaders.TO, SmtpHeaders.MESSAGE_ID);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("catalogs")
    void takesAUriApartAndPutsItTogether(String way, CamelCatalog catalog) throws Exception {
        Map<String, String> parts = Map.of("host", "mail.example.com", "port", "465", "to", "a@example.com");
        assertThat(catalog.endpointProperties("smtp-connector:mail.example.com:465?to=a@example.com"))
                .isEqualTo(parts);
        String uri = catalog.asEndpointUri(SCHEME, parts, false);
        assertThat(uri).startsWith("smtp-connector:mail.example.com:465?to=a");
        assertThat(catalog.endpointProperties(uri)).containsEntry("host", "mail.example.com");
        assertThat(catalog.endpointComponentName(uri)).isEqualTo(SCHEME);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("catalogs")
    void approvesGoodUris(String way, CamelCatalog catalog) {
        for (String uri : new String[] {
            "smtp-connector:mail.example.com:587",
            "smtp-connector:mail.example.com:465?to=a@example.com&maxWait=5s",
            "smtp-connector:{{smtp.host}}:{{smtp.port}}?password=RAW({{smtp.password}})&useTls=false",
        }) {
            EndpointValidationResult result = catalog.validateEndpointProperties(uri);
            assertThat(result.isSuccess())
                    .as(uri + result.summaryErrorMessage(false))
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("catalogs")
    void saysWhatIsWrongWithBadUris(String way, CamelCatalog catalog) {
        EndpointValidationResult bad = catalog.validateEndpointProperties(
                "smtp-connector:mail.example.com:many?tlsMode=NEVER&maxConection=1&useTls=perhaps&maxWait=long");
        assertThat(bad.getUnknown()).containsExactly("maxConection");
        assertThat(bad.getInvalidEnum()).containsOnlyKeys("tlsMode");
        assertThat(bad.getInvalidInteger()).containsOnlyKeys("port");
        assertThat(bad.getInvalidBoolean()).containsOnlyKeys("useTls");
        assertThat(bad.getInvalidDuration()).containsOnlyKeys("maxWait");
    }
}
