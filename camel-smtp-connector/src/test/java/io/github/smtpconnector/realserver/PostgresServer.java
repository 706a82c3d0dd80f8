// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.testkit.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL of its own below a temporary folder, on a free loopback port. It does not run as root, so root starts it as
 * the user that the package makes.
 */
final class PostgresServer implements AutoCloseable {

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";

    private final Path folder;
    private final int port;

    private PostgresServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Skips the calling test where PostgreSQL cannot run, and says why; fails instead where it has to run. */
    static void assumeAvailable() {
        RealServers.assume(
                "PostgreSQL",
                Files.isDirectory(INSTALLED) ? "" : "package postgresql is not installed in " + INSTALLED);
    }

    /** Makes a database and returns once it answers. */
    static PostgresServer start() throws IOException {
        Path folder = Files.createTempDirectory("postgres");
        if (isRoot()) {
            Programs.run("chown", USER, folder.toString());
        }
        PostgresServer server = new PostgresServer(folder, freePort());
        server.run("initdb", "-D", server.data(), "-U", USER, "-A", "trust", "-N");
        server.begin();
        return server;
    }

    /** Starts it again after a stop. */
    void begin() {
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder;
        run("pg_ctl", "-D", data(), "-l", folder.resolve("log").toString(), "-w", "-o", options, "start");
    }

    /** Ends it at once, as a crash would. */
    void stopHard() {
        run("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
    }

    /** Where it is to be reached. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER;
    }

    /** New connections, which are pooled nowhere. */
    PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        return source;
    }

    /** Does something to it by hand. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", USER, "--"));
        }
        command.add(newest().resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Programs.run(command.toArray(new String[0]));
    }

    private static Path newest() {
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.max(Comparator.comparing(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(folder.resolve("data/postmaster.pid"))) {
            stopHard();
        }
        RealServers.delete(folder);
    }
}
