// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import io.github.smtpconnector.benchmark.client.ClientMain;
import io.github.smtpconnector.benchmark.client.Contender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Starts the JVMs of the clients. */
record Clients(Options options, Pinning pinning, ServerKey key, Path attachment, Path logs) {

    Child start(Contender contender, Cell cell, int port) throws IOException {
        List<String> jvm = new ArrayList<>(key.trustOptions());
        jvm.addAll(options.jvm());
        Path log = logs.resolve(contender.name().toLowerCase(Locale.ROOT) + ".log");
        List<String> arguments = List.of(contender.name(), cell.name(), String.valueOf(port), attachment.toString());
        return Child.start(pinning.client(), jvm, log, ClientMain.class, arguments);
    }

    /** One run of a client that was started. */
    String run(Child client) throws IOException {
        return client.ask(String.valueOf(options.seconds()));
    }
}
