// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.postfix;

import io.github.smtpconnector.benchmark.Figures;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Postfix with its own configuration and queue below a temporary folder, on a free loopback port, with STARTTLS and
 * logins checked by a Dovecot of its own. It holds every mail in its queue, where the mails are counted.
 */
public final class Postfix implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final PostfixFiles files;
    private final int port;
    private final Process dovecot;
    private long logged;

    private Postfix(PostfixFiles files, int port, Process dovecot) {
        this.files = files;
        this.port = port;
        this.dovecot = dovecot;
    }

    /** Why it cannot run here, empty if it can. */
    public static String problem() {
        for (String program : List.of("postfix", "dovecot")) {
            if (!isInstalled(program)) {
                return program + " is not installed";
            }
        }
        return "root".equals(System.getProperty("user.name")) ? "" : "Postfix starts only as root";
    }

    private static boolean isInstalled(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param pem its key and certificate
     */
    public static Postfix start(String pem) throws IOException, InterruptedException {
        PostfixFiles files = new PostfixFiles(Files.createTempDirectory("postfix-benchmark"));
        int port = freePort();
        files.write(port, pem);
        run("postfix", "-c", files.folder().toString(), "start");
        Process dovecot = new ProcessBuilder(
                        "dovecot", "-F", "-c", files.dovecot().toString())
                .redirectErrorStream(true)
                .redirectOutput(files.folder().resolve("dovecot.out").toFile())
                .start();
        Postfix postfix = new Postfix(files, port, dovecot);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(files.authSocket()) || !postfix.answers()) {
            if (System.nanoTime() > deadline) {
                postfix.close();
                throw new IOException("Postfix or Dovecot did not start within " + PATIENCE_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        postfix.take();
        return postfix;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read() == '2';
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .inheritIO()
                .redirectErrorStream(true)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed with " + process.exitValue());
        }
    }

    public int port() {
        return port;
    }

    /** What it has taken since it was last asked; its queue is empty afterwards. */
    public Figures take() throws IOException {
        int mails = 0;
        long smallest = Long.MAX_VALUE;
        try (Stream<Path> queue = Files.list(files.queue())) {
            for (Path mail : (Iterable<Path>) queue::iterator) {
                mails++;
                smallest = Math.min(smallest, Files.size(mail));
                Files.delete(mail);
            }
        }
        return Figures.none()
                .with("connections", connections())
                .with("received", mails)
                .with("recipients", mails)
                .with("refused", 0)
                .with("smallest", smallest);
    }

    private long connections() throws IOException {
        try (Stream<String> lines = Files.lines(files.log())) {
            long all = lines.filter(line -> line.contains(": connect from ")).count();
            long since = all - logged;
            logged = all;
            return since;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            run("postfix", "-c", files.folder().toString(), "stop");
            dovecot.destroy();
            if (!dovecot.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                dovecot.destroyForcibly();
            }
        } catch (InterruptedException e) {
            dovecot.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> all = Files.walk(files.folder())) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
