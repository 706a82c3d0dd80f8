// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What the figures depend on and a reader must know: JVM, processors, other load, versions. */
record Machine(int processors, double load, String jvm, String system, List<String> libraries, Pinning pinning) {
    private static final Pattern COMPARED = Pattern.compile(
            "(camel-mail|simple-java-mail|vertx-mail-client|angus-mail|jakarta\\.mail-api)-\\d.*\\.jar");

    static Machine here(Pinning pinning) {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).getFileName().toString())
                        .filter(name -> COMPARED.matcher(name).matches())
                        .map(name -> name.substring(0, name.length() - ".jar".length()))
                        .sorted()
                        .toList(),
                pinning);
    }

    @Override
    public String toString() {
        return jvm + ", " + system + ", " + processors + " processors, " + pinning
                + ", load before the run " + load + (load > 0.5 ? " (NOT QUIET)" : "") + System.lineSeparator()
                + String.join(", ", libraries) + System.lineSeparator();
    }
}
