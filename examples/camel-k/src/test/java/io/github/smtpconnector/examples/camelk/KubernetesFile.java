// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.camelk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A resource as it is given to the cluster, with its parts reached by their path. */
record KubernetesFile(Path file, Object root) {

    static KubernetesFile read(String name) throws IOException {
        return read(Path.of("src/main/k8s", name));
    }

    static KubernetesFile read(Path file) throws IOException {
        return new KubernetesFile(
                file, new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    }

    Object at(String... path) {
        Object part = root;
        for (String name : path) {
            part = ((Map<?, ?>) part).get(name);
        }
        return part;
    }

    List<String> texts(String... path) {
        return ((List<?>) at(path)).stream().map(String::valueOf).toList();
    }

    /** That part as a YAML document. */
    String yaml(String... path) {
        return new Dump(DumpSettings.builder().build()).dumpToString(at(path));
    }
}
