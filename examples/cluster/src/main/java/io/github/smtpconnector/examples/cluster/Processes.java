// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Processes on this machine, and their ports. */
final class Processes {

    private Processes() {}

    /**
     * Starts a JVM of its own, which writes to a file.
     *
     * @param environment what is set besides what this process has
     */
    static Process java(Path log, Map<String, String> environment, Map<String, Object> properties, String... main)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m"));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-cp");
        // Surefire's own class path has one jar, which names the others.
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(main));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** A loopback port that is free now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns once something listens there. */
    static void awaitListening(int port, Process process, Path log) {
        await(Duration.ofSeconds(60), "nothing listens at port " + port + "; see " + log, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("ended before it listened; see " + log);
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Asks again and again, and fails when it takes too long. */
    static void await(Duration limit, String problem, BooleanSupplier isSo) {
        long end = System.nanoTime() + limit.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("after " + limit.toSeconds() + " s: " + problem);
            }
            // Each question may open a connection, and what is waited for needs the processors.
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** Ends it as a crash would. */
    static void kill(Process process) {
        process.destroyForcibly().onExit().join();
    }
}
