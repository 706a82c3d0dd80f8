// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL of its own below a folder, where the package is installed. Root starts it as the user of the package. */
final class PostgresDatabase implements Database {

    static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";

    private final Path folder;
    private final int port;

    /** @param folder a new one, which the user of the package can reach */
    PostgresDatabase(Path folder) throws IOException {
        this.folder = folder;
        this.port = Processes.freePort();
        Files.createDirectories(folder);
        if (isRoot()) {
            run(List.of("chown", USER, folder.toString()));
        }
        program("initdb", "-D", data(), "-U", USER, "-A", "trust", "-N");
        begin();
    }

    @Override
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER;
    }

    @Override
    public void begin() throws IOException {
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder;
        program("pg_ctl", "-D", data(), "-l", folder.resolve("log").toString(), "-w", "-o", options, "start");
    }

    @Override
    public void stopHard() {
        try {
            program("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static void program(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", USER, "--"));
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            Path newest = versions.max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .orElseThrow();
            command.add(newest.resolve("bin").resolve(name).toString());
        }
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException {
        Path said = Files.createTempFile("cluster", ".txt");
        int exit = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .onExit()
                .join()
                .exitValue();
        String text = Files.readString(said);
        Files.delete(said);
        if (exit != 0) {
            throw new IOException(command + " ended with " + exit + ": " + text);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    @Override
    public void close() {
        if (Files.exists(folder.resolve("data/postmaster.pid"))) {
            stopHard();
        }
    }
}
