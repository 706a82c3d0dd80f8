// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it keeps a large stream: no exit handler runs then. */
class KilledSpoolTest {

    @TempDir
    Path folder;

    @Test
    void leavesNoFileBehind() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SpoolingMain.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said(output)).isEqualTo(SpoolingMain.KEPT);
        } finally {
            child.destroyForcibly().waitFor();
        }
        try (var names = Files.list(folder)) {
            assertThat(names).isEmpty();
        }
    }

    /** The first line that is the program's own, after those of its log. */
    private static String said(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (line != null && !line.matches("kept|cut")) {
            line = output.readLine();
        }
        return String.valueOf(line);
    }
}
