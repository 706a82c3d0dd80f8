// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.SmtpTestSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a {@link MailServer} has running, and what came there since it was last told to forget. */
final class Running {

    private final int port;
    private final Rules rules;
    private final List<Consumer<SmtpTestServer>> setup = new ArrayList<>();
    private final Map<Integer, Integer> heardBefore = new ConcurrentHashMap<>();
    final Disturbances disturbances = new Disturbances();
    final Arrivals arrivals = new Arrivals();
    private SmtpTestServer server;
    private volatile CountDownLatch closed = new CountDownLatch(1);
    private boolean started;
    private boolean away;

    Running(int port, Rules rules) {
        this.port = port;
        this.rules = rules;
        this.server = open();
    }

    private SmtpTestServer open() {
        SmtpTestServer opened = new SmtpTestServer(port);
        for (Step step : Step.values()) {
            step.names().forEach(name -> opened.on(name, session -> does(step, session)));
        }
        opened.mails().onEach(taken -> arrive(new Mail(taken)));
        return opened;
    }

    private boolean does(Step step, SmtpTestSession session) throws IOException {
        return rules.allow(step, session) && disturbances.at(step, session);
    }

    private void arrive(Mail mail) {
        if (Boolean.getBoolean("mailserver.show")) {
            System.out.println("\n" + mail.sourceText());
        }
        arrivals.add(mail);
    }

    void configure(Consumer<SmtpTestServer> step) {
        setup.add(step);
        step.accept(server);
    }

    boolean isStarted() {
        return started;
    }

    void start() {
        if (closed.getCount() == 0) {
            closed = new CountDownLatch(1);
            heardBefore.clear();
            arrivals.clear();
            disturbances.restore();
            server = open();
            setup.forEach(step -> step.accept(server));
        }
        if (!started) {
            started = true;
            disturbances.keep();
            server.start();
        }
    }

    void close() {
        closed.countDown();
        started = false;
        away = false;
        server.close();
    }

    void hangUp() {
        server.hangUp();
    }

    void goAway() {
        away = true;
        server.door().refuse();
        server.hangUp();
    }

    void comeBack() {
        if (away) {
            away = false;
            server.door().openAgain();
        }
    }

    int port() {
        return server.port();
    }

    /** Whether the whole time went by with the server running. */
    boolean pause(Duration time) {
        try {
            return !closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void forget() {
        arrivals.clear();
        server.mails().clear();
        server.refused().clear();
        heardBefore.clear();
        IntStream.rangeClosed(1, server.connections())
                .forEach(number ->
                        heardBefore.put(number, server.commands(number).size()));
    }

    int connections() {
        return server.connections() - heardBefore.size();
    }

    List<String> commands() {
        return IntStream.rangeClosed(1, server.connections())
                .boxed()
                .flatMap(number -> server.commands(number).stream().skip(heardBefore.getOrDefault(number, 0)))
                .toList();
    }

    /** What came, for the error of a test. */
    String report() {
        List<Mail> mails = arrivals.now();
        return mails.isEmpty()
                ? "No mail came; commands: " + commands()
                : "Came:" + mails.stream().map(mail -> "\n  " + mail).collect(Collectors.joining());
    }
}
