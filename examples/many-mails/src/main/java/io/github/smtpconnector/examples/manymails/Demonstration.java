// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.manymails;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Sends to a list in a process of 64 MB, kills that process when half of the mails are out, and runs it once more. The
 * server is in this process, so nothing leaves the machine.
 */
public final class Demonstration {

    private final Path folder;
    private final int mails;
    private final String mailsPerSecond;
    private final CountingServer server;

    Demonstration(Path folder, int mails, String mailsPerSecond, CountingServer server) {
        this.folder = folder;
        this.mails = mails;
        this.mailsPerSecond = mailsPerSecond;
        this.server = server;
    }

    /** @param args the folder to work in, and the number of mails */
    public static void main(String[] args) throws Exception {
        try (CountingServer server = new CountingServer()) {
            int mails = Integer.parseInt(args[1]);
            long start = System.nanoTime();
            Demonstration demonstration = new Demonstration(Path.of(args[0]), mails, "5000", server);
            demonstration.writeList();
            System.out.println("The process is killed when half of " + mails + " mails are out:");
            demonstration.runAndKill(mails / 2);
            System.out.println("Killed; " + server.copies().size() + " have the mail. The same once more:");
            demonstration.run();
            System.out.printf(
                    "%d of %d have the mail, %d of them twice, after %d s%n",
                    server.copies().size(),
                    mails,
                    server.copies().values().stream()
                            .filter(copies -> copies > 1)
                            .count(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        }
    }

    /** Writes the list anew, and forgets what was sent before. */
    void writeList() throws IOException {
        Files.createDirectories(folder);
        for (Path file : results("sent")) {
            Files.delete(file);
        }
        List<String> addresses = IntStream.range(0, mails)
                .mapToObj(i -> "reader" + i + "@example.com")
                .toList();
        Files.write(list(), addresses);
    }

    private Path list() {
        return folder.resolve("list.txt");
    }

    /** The files in the folder that begin like this, the oldest first. */
    List<Path> results(String beginning) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .sorted()
                    .toList();
        }
    }

    /** Sends to the list. */
    void run() throws Exception {
        int exit = process().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("ended with " + exit);
        }
    }

    /** Sends to the list, and kills the process when the server has so many mails. */
    void runAndKill(int after) throws Exception {
        Process process = process();
        while (server.copies().size() < after && process.isAlive()) {
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly().waitFor();
    }

    private Process process() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Dsmtp.host=localhost",
                        "-Dsmtp.port=" + server.port(),
                        "-Dsmtp.tls=false",
                        "-Dnewsletter.folder=" + folder.toAbsolutePath(),
                        "-Dnewsletter.mailsPerSecond=" + mailsPerSecond,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyMails.class.getName(),
                        list().toString())
                .inheritIO()
                .start();
    }
}
