// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The secrets said over a line, so that a server that repeats one does not make it known. Thread-safe. */
final class Secrets {

    private static final String MASK = "***";

    /** A shorter secret stands in many a text by chance. */
    private static final int SHORTEST = 4;

    private final List<String> secrets = new CopyOnWriteArrayList<>();

    void add(String secret) {
        if (secret.length() >= SHORTEST && !secrets.contains(secret)) {
            secrets.add(secret);
        }
    }

    /** Each word of a command that is said in confidence but the verb and the mechanism. */
    void addFrom(String command) {
        int from = command.startsWith("AUTH ") ? command.indexOf(' ', "AUTH ".length()) + 1 : 0;
        if (from > 0 || !command.startsWith("AUTH ")) {
            add(command.substring(from));
        }
    }

    Reply mask(Reply reply) {
        if (secrets.isEmpty()
                || reply.lines().stream().allMatch(line -> masked(line).equals(line))) {
            return reply;
        }
        return new Reply(reply.code(), reply.lines().stream().map(this::masked).toList());
    }

    private String masked(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }
}
