// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.testkit.Programs;
import io.github.smtpconnector.testkit.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL of the distribution with a cluster of its own below a temporary folder, on a free loopback port. It writes
 * to its disk as one in earnest does. PostgreSQL refuses to run as root: then it runs as the user {@code postgres}, whom
 * the package has made.
 */
public final class PostgresServer implements AutoCloseable {

    private static final Path PACKAGES = Path.of("/usr/lib/postgresql");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final Path programs;
    private final int port;

    private PostgresServer(Path folder, Path programs, int port) {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
    }

    /** Skips the calling test where PostgreSQL cannot run, and says why; fails instead where it has to run. */
    public static void assumeAvailable() {
        RealServers.assume(
                "PostgreSQL",
                Files.isDirectory(PACKAGES) && Programs.exists("runuser")
                        ? ""
                        : "the package postgresql is not installed");
    }

    /** Makes a cluster and returns once it answers. */
    public static PostgresServer start() throws IOException {
        Path folder = Files.createTempDirectory("postgres");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        PostgresServer server = new PostgresServer(folder, newest(), freePort());
        server.run("initdb", "-D", server.data(), "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C");
        server.begin();
        return server;
    }

    private static Path newest() throws IOException {
        try (Stream<Path> versions = Files.list(PACKAGES)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .orElseThrow()
                    .resolve("bin");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /** Starts it, for the first time or after {@link #stopHard}. */
    public void begin() {
        run(
                "pg_ctl",
                "-D",
                data(),
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-c listen_addresses=127.0.0.1 -c max_connections=100 -c unix_socket_directories='' -p " + port,
                "start");
        Waiting.until(this::answers, START_LIMIT, () -> RealServers.text(folder.resolve("log")));
    }

    private boolean answers() {
        try (Connection connection = dataSource().getConnection()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    /** As a power cut does: nothing is finished. */
    public void stopHard() {
        run("pg_ctl", "-D", data(), "-m", "immediate", "stop");
    }

    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Programs.run(command.toArray(String[]::new));
    }

    /** What an application would be told. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=test";
    }

    /** New connections, which nobody pools. */
    public PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        return source;
    }

    /** Does something to it by hand. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    @Override
    public void close() throws IOException {
        stopHard();
        RealServers.delete(folder);
    }
}
