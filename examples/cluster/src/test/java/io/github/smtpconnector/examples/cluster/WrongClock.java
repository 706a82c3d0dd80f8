// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/** A process whose wall clock is wrong: its own {@code clock_gettime} stands before that of the C library. */
final class WrongClock {

    private static final Path LIBRARY = Path.of("target/wrong-clock.so").toAbsolutePath();

    private WrongClock() {}

    /** The environment of a process whose clock is wrong by so much. Needs a C compiler. */
    static Map<String, String> by(Duration difference) throws IOException {
        OnStage.require(Files.exists(Path.of("/usr/bin/cc")), "a C compiler is not installed");
        if (!Files.exists(LIBRARY)) {
            compile();
        }
        return Map.of("LD_PRELOAD", LIBRARY.toString(), "WRONG_CLOCK", String.valueOf(difference.toSeconds()));
    }

    private static void compile() throws IOException {
        Path source = LIBRARY.resolveSibling("wrong-clock.c");
        try (InputStream text = WrongClock.class.getResourceAsStream("/wrong-clock.c")) {
            Files.copy(text, source, StandardCopyOption.REPLACE_EXISTING);
        }
        int exit = new ProcessBuilder("cc", "-shared", "-fPIC", "-o", LIBRARY.toString(), source.toString(), "-ldl")
                .inheritIO()
                .start()
                .onExit()
                .join()
                .exitValue();
        if (exit != 0) {
            throw new IOException("cc ended with " + exit);
        }
    }

    /** Tells the time. */
    public static void main(String[] args) {
        System.out.println(System.currentTimeMillis());
    }
}
