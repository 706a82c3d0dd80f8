// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the machine that tests are in need of. */
public final class Programs {

    private static final int SECONDS = 60;

    private Programs() {}

    /** Whether the program stands on the path of whoever runs the tests. */
    public static boolean exists(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /** Runs a program to its end and gives all it said, or fails with it unless it ended well. */
    public static String run(String... command) {
        try {
            Path output = Files.createTempFile("program", ".log");
            try {
                // A file and not a pipe: what a program leaves running would hold a pipe open for ever.
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
                if (!ended) {
                    process.destroyForcibly();
                }
                if (!ended || process.exitValue() != 0) {
                    throw new AssertionError(
                            List.of(command) + (ended ? " failed: " : " did not end: ") + text(output));
                }
                return text(output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(List.of(command) + " was interrupted", e);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), Charset.defaultCharset());
    }
}
