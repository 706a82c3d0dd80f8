// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The files for Kubernetes against what Kubernetes and KEDA publish of their fields, as strictly as a server reads them. The
 * fields are those of Kubernetes 1.36 (its own sample of a Deployment that has every field, and its types), and of KEDA after
 * 2.20.2 (the definition of ScaledObject, and the parameters of its scalers, in August 2026).
 */
class KubernetesFilesTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    private static String text(String file) throws IOException {
        return Files.readString(Path.of("src/main/k8s", file));
    }

    private static List<String> complaints(String yaml, String schema) throws IOException {
        try (InputStream published = KubernetesFilesTest.class.getResourceAsStream("/schemas/" + schema + ".json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(published)
                    .validate(YAML.readTree(yaml))
                    .stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"worker.yaml, deployment", "scaling.yaml, scaledobject"})
    void followThePublishedFields(String file, String schema) throws IOException {
        assertThat(complaints(text(file), schema)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "worker.yaml, deployment, 'matchLabels:', 'matchLabel:'",
        "worker.yaml, deployment, 'secretKeyRef:', 'secretRef:'",
        "worker.yaml, deployment, 'claimName:', 'name:'",
        "worker.yaml, deployment, '\"200\"', '200'",
        "worker.yaml, deployment, 'containerPort:', 'port:'",
        "scaling.yaml, scaledobject, 'maxReplicaCount:', 'maxReplicas:'",
        "scaling.yaml, scaledobject, 'queueLength: \"500\"', 'queueLength: 500'",
        "scaling.yaml, scaledobject, 'brokerAddress:', 'address:'",
        "scaling.yaml, scaledobject, 'threshold:', 'limit:'",
        "scaling.yaml, scaledobject, 'formula:', 'expression:'",
        "scaling.yaml, scaledobject, 'maxReplicaCount: 6', 'maxReplicaCount: 0'",
        "scaling.yaml, scaledobject, 'pollingInterval: 15', 'pollingInterval: 0'",
        "scaling.yaml, scaledobject, 'target:', 'activationTarget:'",
        "scaling.yaml, scaledobject, 'authenticationRef:', 'authentication:'",
        "scaling.yaml, scaledobject, '(?ms)authenticationRef:.*?artemis$', 'useCachedMetrics: true'",
        "scaling.yaml, scaledobject, 'threshold: \"2\"', 'threshold: \"2s\"'",
    })
    void wouldBeFoundWrong(String file, String schema, String right, String wrong) throws IOException {
        assertThat(text(file)).containsPattern(right);
        assertThat(complaints(text(file).replaceFirst(right, wrong), schema)).isNotEmpty();
    }

    /** A variable of the environment is the setting of that name, in capitals. */
    @Test
    void setWhatTheWorkerKnows() throws IOException {
        Properties settings = new Properties();
        try (InputStream properties = KubernetesFilesTest.class.getResourceAsStream("/application.properties")) {
            settings.load(properties);
        }
        List<String> known = settings.stringPropertyNames().stream()
                .map(name -> name.toUpperCase(Locale.ROOT).replace('.', '_'))
                .toList();
        JsonNode environment = YAML.readTree(text("worker.yaml")).at("/spec/template/spec/containers/0/env");
        assertThat(StreamSupport.stream(environment.spliterator(), false)
                        .map(variable -> variable.get("name").asText()))
                .isNotEmpty()
                .allMatch(known::contains);
    }

    @Test
    void scaleTheWorkersByQueueAndPace() throws IOException {
        JsonNode scaling = YAML.readTree(text("scaling.yaml"));
        JsonNode workers = YAML.readTree(text("worker.yaml"));
        assertThat(scaling.at("/spec/scaleTargetRef/name")).isEqualTo(workers.at("/metadata/name"));
        String formula = scaling.at("/spec/advanced/scalingModifiers/formula").asText();
        for (JsonNode trigger : scaling.at("/spec/triggers")) {
            assertThat(formula).contains(trigger.get("name").asText());
        }
        assertThat(scaling.at("/spec/triggers/0/metadata/queueName").asText()).isEqualTo(Queues.MAILS);
        assertThat(scaling.at("/spec/triggers/1/metadata/query").asText()).contains("smtp_connector_pace_wait");
    }
}
