// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.xmldsl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Says 250 to everything but the commands given, to which it has the reply given; hangs up where that is empty. */
final class ScriptedServer implements AutoCloseable {

    static final String END_OF_CONTENT = ".";

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> commands = new CopyOnWriteArrayList<>();

    ScriptedServer(Map<String, String> replies) throws IOException {
        Thread thread = new Thread(() -> serve(replies), "scripted server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Map<String, String> replies) {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                talk(client, replies);
            } catch (IOException e) {
                // The client hung up, or the test is over.
                continue;
            }
        }
    }

    private void talk(Socket client, Map<String, String> replies) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        say(client, "220 ready");
        boolean content = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (content && !line.equals(END_OF_CONTENT)) {
                continue;
            }
            String command = line.split("[ :]", 2)[0];
            commands.add(command);
            String reply = replies.getOrDefault(command, "250 OK");
            if (reply.isEmpty()) {
                return;
            }
            content = line.equals("DATA");
            say(client, content ? "354 go on" : reply);
        }
    }

    private static void say(Socket client, String reply) throws IOException {
        client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    int port() {
        return listener.getLocalPort();
    }

    long count(String command) {
        return commands.stream().filter(command::equals).count();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
