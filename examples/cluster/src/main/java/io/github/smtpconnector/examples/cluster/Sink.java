// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Takes mail on this machine, notes who sent which when, and keeps none. Answers some milliseconds after each mail. */
final class Sink implements AutoCloseable {

    /**
     * A mail that was answered with 250.
     *
     * @param worker as it called itself
     * @param at by the clock of this process, in nanoseconds
     */
    record Arrival(String messageId, String to, String worker, int connection, long at, String reply) {}

    /** A MAIL command, or an EHLO that was refused. */
    record Begun(int connection, long at, boolean refused) {}

    private final ServerSocket door;
    private final Duration thinking;
    private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger arrived = new AtomicInteger();
    private final ConcurrentLinkedQueue<Begun> begun = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger hangUps = new AtomicInteger();
    private final AtomicReference<CountDownLatch> hold = new AtomicReference<>();

    /** @param thinking how long it takes to answer a mail */
    Sink(Duration thinking) throws IOException {
        this.thinking = thinking;
        this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        background("sink", this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    int size() {
        return arrived.get();
    }

    List<Begun> begun() {
        return List.copyOf(begun);
    }

    /** Reads the next mail and hangs up without an answer. */
    void hangUpNext() {
        hangUps.set(1);
    }

    /** Reads the next mail, and answers it once the latch is open. */
    void holdNext(CountDownLatch latch) {
        hold.set(latch);
    }

    /** Whether it has read the mail that it holds. */
    boolean holds() {
        return hold.get() == null;
    }

    /** Refuses to serve the worker that opens the next connection. */
    void refuseNext() {
        refusals.set(1);
    }

    private static void background(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                int connection = connections.incrementAndGet();
                background("sink-" + connection, () -> serve(socket, connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, int connection) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = socket.getOutputStream()) {
            socket.setTcpNoDelay(true);
            say(out, "220 sink.example ESMTP");
            String worker = "";
            String to = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split("[ :]", 3);
                switch (words[0].toUpperCase(Locale.ROOT)) {
                    case "EHLO" -> {
                        worker = words[1];
                        if (refusals.compareAndSet(1, 0)) {
                            begun.add(new Begun(connection, System.nanoTime(), true));
                            say(out, "421 4.7.0 too much from you, come later");
                            return;
                        }
                        say(out, "250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 0");
                    }
                    case "MAIL" -> {
                        begun.add(new Begun(connection, System.nanoTime(), false));
                        say(out, "250 2.1.0 Ok");
                    }
                    case "RCPT" -> {
                        to = line.replaceFirst(".*<(.*)>.*", "$1");
                        say(out, "250 2.1.5 Ok");
                    }
                    case "DATA" -> {
                        say(out, "354 go on");
                        String messageId = content(in);
                        if (hangUps.compareAndSet(1, 0)) {
                            return;
                        }
                        CountDownLatch held = hold.getAndSet(null);
                        if (held != null) {
                            held.await();
                        }
                        LockSupport.parkNanos(thinking.toNanos());
                        String reply = "2.0.0 Ok: queued as S" + arrived.incrementAndGet();
                        arrivals.add(new Arrival(messageId, to, worker, connection, System.nanoTime(), reply));
                        say(out, "250 " + reply);
                    }
                    case "QUIT" -> {
                        say(out, "221 2.0.0 Bye");
                        return;
                    }
                    case "RSET", "NOOP" -> say(out, "250 2.0.0 Ok");
                    default -> say(out, "502 5.5.1 not here");
                }
            }
        } catch (IOException e) {
            // A worker was killed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads to the end of the mail; gives its Message-ID. */
    private static String content(BufferedReader in) throws IOException {
        String messageId = "";
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                throw new IOException("cut off");
            }
            if (messageId.isEmpty() && line.regionMatches(true, 0, "Message-ID:", 0, 11)) {
                messageId = line.substring(11).strip();
            }
        }
        return messageId;
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
