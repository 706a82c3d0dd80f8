// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** H2 as a server: needs no installation. */
final class H2Database implements Database {

    private final Path folder;
    private final int port;
    private Process process;

    H2Database(Path folder) throws IOException {
        this.folder = folder;
        this.port = Processes.freePort();
        begin();
    }

    @Override
    public String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + port + "/./mails;USER=sa;WRITE_DELAY=0";
    }

    @Override
    public void begin() throws IOException {
        Path log = folder.resolve("database.log");
        process = Processes.java(
                log,
                Map.of(),
                Map.of("h2.bindAddress", "127.0.0.1"),
                "org.h2.tools.Server",
                "-tcp",
                "-tcpPort",
                String.valueOf(port),
                "-baseDir",
                folder.toAbsolutePath().toString(),
                "-ifNotExists");
        Processes.awaitListening(port, process, log);
    }

    @Override
    public void stopHard() {
        Processes.kill(process);
    }

    @Override
    public void close() {
        stopHard();
    }
}
