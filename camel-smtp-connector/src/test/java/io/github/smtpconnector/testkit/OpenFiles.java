// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files that this process has open, with or without a name (Linux). */
public final class OpenFiles {

    private OpenFiles() {}

    /** Those that are or were in a folder, as paths by which they can be read even after they were deleted. */
    public static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(link -> target(link).startsWith(folder + "/")).toList();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
