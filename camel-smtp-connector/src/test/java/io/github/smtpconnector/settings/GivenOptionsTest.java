// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.smtpconnector.SmtpEndpoint;
import io.github.smtpconnector.SmtpEndpointUriFactory;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a URI gives is an option that there is, once. */
class GivenOptionsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    static Stream<String> options() {
        return new SmtpEndpointUriFactory().propertyNames().stream().filter(name -> !name.equals("lazyStartProducer"));
    }

    @ParameterizedTest
    @MethodSource("options")
    void refusesAMisspeltOptionWithAndWithoutAValueAndNamesTheNearest(String option) {
        for (String wrong : new String[] {option + "x", option + "x=", option + "x=1"}) {
            assertRefused("smtp-connector:h?" + wrong, option + "x: is no option; the nearest is ");
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void refusesAnOptionGivenTwice(String option) {
        assertRefused("smtp-connector:h?" + option + "=1&" + option + "=2", option + ": is given 2 times");
    }

    @ParameterizedTest
    @MethodSource("options")
    void takesAnOptionWithoutAValueForNone(String option) {
        if (option.equals("allowedRecipients")) {
            assertThatThrownBy(() -> context.getEndpoint("smtp-connector:h?" + option + "="))
                    .hasMessageContaining("allowedRecipients: ");
        } else {
            assertThat(context.getEndpoint("smtp-connector:h?" + option + "=")).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subject=Q & A",
                "subject=Fish%26Chips",
                "username=u&password={{secret}}",
                "text=Tom & Jerry",
                "html=<a href='https://example.com/?a=1&b=2'>",
            })
    void doesNotCutAValueAtABareAmpersand(String query) {
        Properties properties = new Properties();
        properties.setProperty("secret", "p&h1dden+w");
        context.getPropertiesComponent().setInitialProperties(properties);
        assertThatThrownBy(() -> context.getEndpoint("smtp-connector:h?" + query))
                .cause()
                .hasMessageContaining("a value that holds & is written RAW(...)")
                .hasMessageNotContaining("h1dden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "contentType=text/html | contentType: is no option; set bodyAs=HTML",
                "connectionTimeout=1 | connectionTimeout: is no option; the name here is connectTimeout",
                "pasword= | pasword: is no option; the nearest is password",
                "fooooooooo=1 | fooooooooo: is no option; see the list of options",
            })
    void saysWhatWasMeant(String query, String said) {
        assertRefused("smtp-connector:h?" + query, said);
    }

    /** The options that hold one of our enums, by the descriptor. */
    static Stream<Map.Entry<String, JsonNode>> words() throws IOException {
        return JsonMapper.builder()
                .build()
                .readTree(Path.of("src/generated/resources/META-INF/io/github/smtpconnector/smtp-connector.json")
                        .toFile())
                .get("properties")
                .properties()
                .stream()
                .filter(option -> option.getValue().has("enum")
                        && option.getValue().get("javaType").asText().startsWith("io.github"));
    }

    @ParameterizedTest
    @MethodSource("words")
    void namesTheWordsThatAnOptionKnows(Map.Entry<String, JsonNode> option) {
        List<String> words = new ArrayList<>();
        option.getValue().get("enum").forEach(word -> words.add(word.asText()));
        assertThatThrownBy(() -> context.getEndpoint("smtp-connector:h?" + option.getKey() + "=NONE_OF_THEM"))
                .cause()
                .satisfies(thrown -> assertThat(String.valueOf(thrown.getMessage())
                                .substring((option.getKey() + ": is none of ").length())
                                .split(", "))
                        .containsExactlyInAnyOrderElementsOf(words));
        for (String word : words) {
            String lower = word.toLowerCase(Locale.ROOT);
            for (String written : List.of(word, lower, lower.replace('_', '-'))) {
                assertThat(context.getEndpoint("smtp-connector:h?" + option.getKey() + "=" + written))
                        .as(written)
                        .isNotNull();
            }
        }
    }

    @Test
    void takesTheNamesOfOptionsInAnyCase() {
        assertThat(context.getEndpoint("smtp-connector:h?SUBJECT=x&Cc=", SmtpEndpoint.class)
                        .getConfiguration()
                        .getSubject())
                .isEqualTo("x");
    }

    private void assertRefused(String uri, String said) {
        assertThatThrownBy(() -> context.getEndpoint(uri))
                .cause()
                .isInstanceOfSatisfying(PermanentSmtpException.class, e -> assertThat(e.getCategory())
                        .isEqualTo(Category.CONFIG))
                .hasMessageContaining(said);
    }
}
