// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What all servers of the machine have in common. */
final class RealServers {

    private RealServers() {}

    /**
     * Skips the calling test where this server cannot run, and says why; fails instead where it has to run.
     *
     * @param problem why it cannot run, or nothing where it can
     */
    static void assume(String server, String problem) {
        if (!problem.isEmpty()) {
            String message = "The tests against " + server + " cannot run: " + problem;
            if (Boolean.parseBoolean(System.getenv("SMTP_REALSERVER_REQUIRED"))) {
                throw new AssertionError(message);
            }
            System.err.println(message);
            assumeTrue(false, message);
        }
    }

    /** A free loopback port for each of the doors. */
    static <D extends Enum<D>> Map<D, Integer> freePorts(Class<D> doors) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        Map<D, Integer> ports = new EnumMap<>(doors);
        try {
            for (D door : doors.getEnumConstants()) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                ports.put(door, socket.getLocalPort());
            }
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
        return ports;
    }

    /** What a server wrote down, for the message of a failing test; nothing where it wrote nothing. */
    static String text(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the folder with everything in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
