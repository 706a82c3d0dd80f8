// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Broker, database and workers on this machine, each a process of its own that can be killed. */
final class Cluster implements AutoCloseable {

    private final Path folder;
    private final Sink sink;
    private final Database database;
    private final int brokerPort = Processes.freePort();
    private final Map<String, Process> workers = new LinkedHashMap<>();
    private final Map<String, Object> brokerSettings = new HashMap<>();
    private Process broker;

    /** @param folder where it all is, and what the processes say */
    Cluster(Path folder, Sink sink, Database database) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.sink = sink;
        this.database = database;
        brokerSettings.put("broker.port", brokerPort);
        brokerSettings.put("broker.folder", folder.resolve("broker").toAbsolutePath());
        // Nothing here should take minutes.
        brokerSettings.put("broker.longestDelay", 2_000);
        startBroker();
        // Whoever ends this process by Ctrl-C leaves none of the others behind.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Starts the broker, also after it was killed. */
    void startBroker() throws IOException {
        Path log = folder.resolve("broker.log");
        broker = Processes.java(log, Map.of(), brokerSettings, Broker.class.getName());
        Processes.awaitListening(brokerPort, broker, log);
    }

    void killBroker() {
        Processes.kill(broker);
    }

    Queues queues() {
        return new Queues(brokerUrl());
    }

    String brokerUrl() {
        return "tcp://127.0.0.1:" + brokerPort + "?consumerWindowSize=0";
    }

    Database database() {
        return database;
    }

    /** Starts a worker. Its name is what it tells the mail server. */
    void startWorker(String name, Map<String, Object> settings, Map<String, String> environment) throws IOException {
        Map<String, Object> all = new HashMap<>(Map.of(
                "smtp.host",
                "127.0.0.1",
                "smtp.port",
                sink.port(),
                "smtp.tls",
                false,
                "camel.component.smtp-connector.local-hostname",
                name,
                "broker.url",
                brokerUrl(),
                "database.url",
                database.url(),
                "worker.folder",
                folder.resolve("singletons").toAbsolutePath(),
                // Long enough for an attempt on this machine, and short enough to watch.
                "worker.lease",
                "8s"));
        all.putAll(settings);
        workers.put(name, Processes.java(folder.resolve(name + ".log"), environment, all, Worker.class.getName()));
    }

    /** Returns once so many mails can be taken at once. */
    void awaitConsumers(int consumers) {
        Processes.await(Duration.ofSeconds(120), "not all workers are there; see " + folder, () -> {
            try {
                return queues().consumers() >= consumers;
            } catch (Exception e) {
                throw new IllegalStateException("the broker does not answer; see " + folder, e);
            }
        });
    }

    /** Ends a worker as a crash would. */
    void killWorker(String name) {
        Processes.kill(workers.remove(name));
    }

    /** Lets all workers end what they have begun. */
    void stopWorkers() {
        workers.values().forEach(Process::destroy);
        workers.values().forEach(worker -> worker.onExit().join());
        workers.clear();
    }

    /** Ends them all as a crash would. */
    void killWorkers() {
        workers.values().forEach(Processes::kill);
        workers.clear();
    }

    @Override
    public void close() {
        killWorkers();
        killBroker();
        database.close();
    }
}
