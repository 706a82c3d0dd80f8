// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time of the compilers of this JVM. What the JVM tells of them itself is the time from begin to end of each
 * compilation, and on a core that has other work that is much more.
 */
final class CompilerTime {
    private static final Path THREADS = Path.of("/proc/self/task");

    /** Linux gives these times in hundredths of a second on every machine (proc(5), USER_HZ). */
    private static final double TICKS = 100;

    /** Where user and system time stand behind the name of a thread. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    private CompilerTime() {}

    /** Seconds since the start of the JVM; NaN on a system that does not tell. */
    static double seconds() {
        double ticks = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                ticks += ticks(thread);
            }
        } catch (IOException e) {
            return Double.NaN;
        }
        return ticks / TICKS;
    }

    private static double ticks(Path thread) {
        String line;
        try {
            line = Files.readString(thread.resolve("stat"));
        } catch (IOException e) {
            // It has ended meanwhile, and was no compiler.
            return 0;
        }
        int end = line.lastIndexOf(')');
        if (!line.substring(line.indexOf('(') + 1, end).matches("C[12] Compiler.*")) {
            return 0;
        }
        String[] fields = line.substring(end + 2).split(" ");
        return Double.parseDouble(fields[USER]) + Double.parseDouble(fields[SYSTEM]);
    }
}
