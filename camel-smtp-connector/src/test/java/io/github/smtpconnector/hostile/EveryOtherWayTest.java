// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.smtpconnector.options.BodyAs;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.DefaultAttachment;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link EveryInputTest} tries with headers and body fields, by the other ways that lead into a mail. */
class EveryOtherWayTest {

    private static final String BASE = "smtp-connector:h?dryRun=true&from=a@example.com&to=b@example.com";
    /** An eighth of a megabyte: the square of it is still far more than the time allows. */
    private static final int SIZE = 1 << 17;

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    @BeforeAll
    static void start() {
        CAMEL.start();
    }

    @AfterAll
    static void stop() {
        CAMEL.stop();
    }

    private static List<HostileValue> values() {
        return Stream.concat(HostileValue.all().stream(), HostileValue.ofSize(SIZE).stream())
                .toList();
    }

    private static void check(String what, String uri, Processor input) {
        Exchange exchange = assertTimeoutPreemptively(
                SOON,
                () -> CAMEL.createFluentProducerTemplate()
                        .to(uri)
                        .withProcessor(input)
                        .send(),
                what);
        Exception thrown = exchange.getException();
        if (thrown == null) {
            HostileValue.checkMail(what, (byte[]) exchange.getMessage().getBody());
            return;
        }
        assertThat(thrown).as(what).isInstanceOf(PermanentSmtpException.class);
        assertThat(thrown.getMessage()).as(what).hasSizeLessThan(25_000).doesNotContain("\r", "\n", "\0");
    }

    @ParameterizedTest
    @EnumSource(BodyAs.class)
    void theBodySurvivesThemAll(BodyAs meaning) {
        String uri = BASE + "&embedImages=true&bodyAs=" + meaning
                + (meaning == BodyAs.IGNORE || meaning == BodyAs.INPUTS ? "&text=t" : "");
        values().forEach(hostile -> check("the body, a " + hostile.kind() + ", " + meaning, uri, exchange -> {
            exchange.getMessage().setBody(hostile.value());
        }));
    }

    /** Of a mail that was written elsewhere. */
    @ParameterizedTest
    @ValueSource(
            strings = {"From", "To", "Cc", "Subject", "Date", "Message-ID", "Content-Type", "Content-Transfer-Encoding"
            })
    void everyFieldOfAFinishedMailSurvivesThemAll(String field) {
        for (HostileValue hostile : values()) {
            if (hostile.value() instanceof String text) {
                String mail = "Received: x\r\n" + field + ": " + text + "\r\n\r\nbody\r\n";
                check("the field " + field + ", a " + hostile.kind(), BASE + "&bodyAs=MIME", exchange -> {
                    exchange.getMessage().setBody(mail.getBytes(StandardCharsets.UTF_8));
                });
            }
        }
    }

    /** Everything that was written elsewhere of a file that Camel carries. It is never a reason not to send. */
    @ParameterizedTest
    @ValueSource(strings = {"name", "type", "Content-ID", "Content-Disposition", "Content-Type"})
    void everyLabelOfACamelAttachmentSurvivesThemAll(String label) {
        for (HostileValue hostile : values()) {
            if (hostile.value() instanceof String text) {
                String what = "the " + label + ", a " + hostile.kind();
                Exchange exchange = assertTimeoutPreemptively(
                        SOON,
                        () -> CAMEL.createFluentProducerTemplate()
                                .to(BASE + "&text=t")
                                .withProcessor(given -> attach(given, label, text))
                                .send(),
                        what);
                assertThat(exchange.getException()).as(what).isNull();
                HostileValue.checkMail(what, (byte[]) exchange.getMessage().getBody());
            }
        }
    }

    private static void attach(Exchange exchange, String label, String text) {
        boolean type = label.equals("type");
        DefaultAttachment attachment =
                new DefaultAttachment(new DataHandler(new Labelled(type ? text : "application/pdf")));
        if (label.startsWith("Content-")) {
            attachment.addHeader(label, text);
        }
        exchange.getMessage(AttachmentMessage.class)
                .addAttachmentObject(label.equals("name") ? text : "a.pdf", attachment);
    }

    private record Labelled(String type) implements DataSource {

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(new byte[] {1});
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("read only");
        }

        @Override
        public String getName() {
            return "a.pdf";
        }
    }

    /** The options that give an input its value where an exchange gives none. By the descriptor. */
    static Set<String> options() throws IOException {
        JsonNode options = JsonMapper.builder()
                .build()
                .readTree(Path.of("src/generated/resources/META-INF/io/github/smtpconnector/smtp-connector.json")
                        .toFile())
                .get("properties");
        Set<String> fields = EveryInputTest.inputs().map(EveryInputTest::field).collect(Collectors.toSet());
        return options.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> fields.contains(name) || name.equals("envelopeFrom"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void knowsAllSuchOptions() throws IOException {
        assertThat(options()).hasSize(15);
    }

    /** Camel takes braces for a placeholder before any component sees them. */
    @ParameterizedTest
    @MethodSource("options")
    void everyOptionSurvivesThemAll(String option) {
        for (HostileValue hostile : values()) {
            if (hostile.value() instanceof String text && !text.contains("{{")) {
                String what = "the option " + option + ", a " + hostile.kind();
                Endpoint endpoint = assertTimeoutPreemptively(SOON, () -> endpoint(option, text), what);
                if (endpoint != null) {
                    check(what, endpoint);
                }
            }
        }
    }

    private static void check(String what, Endpoint endpoint) {
        Exchange sent = assertTimeoutPreemptively(
                SOON, () -> CAMEL.createFluentProducerTemplate().to(endpoint).send(), what);
        if (sent.getException() == null) {
            HostileValue.checkMail(what, (byte[]) sent.getMessage().getBody());
        } else {
            assertThat(sent.getException()).as(what).isInstanceOf(PermanentSmtpException.class);
        }
    }

    /** Null where the value is refused, by us or by the conversion of Camel. */
    private static @Nullable Endpoint endpoint(String option, String value) throws Exception {
        Map<String, Object> options = new LinkedHashMap<>(
                Map.of("dryRun", "true", "from", "a@example.com", "to", "b@example.com", "text", "t"));
        options.put(option, value);
        try {
            return CAMEL.getComponent("smtp-connector").createEndpoint("smtp-connector:h", options);
        } catch (PermanentSmtpException e) {
            assertThat(e.getMessage()).as(option).containsIgnoringCase(option).doesNotContain("\r", "\n", "\0");
            return null;
        } catch (PropertyBindingException e) {
            assertThat(e.getPropertyName()).isEqualTo(option);
            return null;
        }
    }
}
