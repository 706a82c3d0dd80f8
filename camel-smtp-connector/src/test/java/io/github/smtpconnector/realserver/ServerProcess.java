// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.testkit.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that runs in the foreground, below a temporary folder that goes with it. */
final class ServerProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path folder;
    private final List<String> logs;
    private final Process process;

    private ServerProcess(Path folder, List<String> logs, Process process) {
        this.folder = folder;
        this.logs = logs;
        this.process = process;
    }

    /**
     * Starts the server.
     *
     * @param name of the file in the folder for what it prints, with {@code .out} behind it; it may write
     *     {@code .log} as well
     */
    static ServerProcess start(Path folder, String name, List<String> command) throws IOException {
        String printed = name + ".out";
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(printed).toFile())
                .start();
        return new ServerProcess(folder, List.of(name + ".log", printed), process);
    }

    /** Waits until something listens at each of these loopback ports; ends the server where that takes too long. */
    ServerProcess awaitListening(Iterable<Integer> ports) {
        try {
            for (int port : ports) {
                Waiting.until(() -> listens(port), LIMIT, this::logs);
            }
        } catch (AssertionError e) {
            end();
            throw e;
        }
        return this;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** What the server wrote down. */
    String logs() {
        return logs.stream().map(folder::resolve).map(RealServers::text).reduce("", String::concat);
    }

    /** Ends the server and deletes its folder. */
    @Override
    public void close() throws IOException {
        end();
        RealServers.delete(folder);
    }

    /** Ends the server, by force where it takes its time. */
    void end() {
        process.destroy();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
