// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.manymails;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** Takes mail on this machine, counts who got how many, and keeps none. */
final class CountingServer implements AutoCloseable {

    private final Map<String, Integer> copies = new ConcurrentHashMap<>();
    private final SMTPServer server =
            SMTPServer.port(0).messageHandlerFactory(context -> new Counting()).build();

    CountingServer() {
        server.start();
    }

    int port() {
        return server.getPortAllocated();
    }

    /** How many copies each recipient has. */
    Map<String, Integer> copies() {
        return copies;
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Counting implements MessageHandler {

        private String to = "";

        @Override
        public void from(String from) {}

        @Override
        public void recipient(String recipient) {
            to = recipient;
        }

        @Override
        public String data(InputStream content) throws IOException {
            content.transferTo(OutputStream.nullOutputStream());
            copies.merge(to, 1, Integer::sum);
            return "taken";
        }

        @Override
        public void done() {}
    }
}
