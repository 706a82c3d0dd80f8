// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import io.github.smtpconnector.testkit.Fault;
import java.time.Duration;
import java.util.stream.Stream;

/** Routes whose threads do not wait for the mail, unless a test says so. */
abstract class AsynchronousRouteFixture extends RouteFixture {

    static final Duration LONG = Duration.ofSeconds(20);

    @Override
    protected String smtp(String more) {
        return super.smtp(more.contains("synchronous") ? more : "&synchronous=false" + more);
    }

    /** The server keeps every mail waiting until it is released. */
    final void serveLater() {
        server.on("CONTENT", Fault.whenReleased(session -> true));
    }

    final long commands(String verb) {
        return server.commands().stream()
                .filter(command -> command.startsWith(verb))
                .count();
    }

    /** Whether a thread of this name is at work there. */
    static boolean isIn(String thread, String type) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().contains(thread))
                .flatMap(entry -> Stream.of(entry.getValue()))
                .anyMatch(frame -> frame.getClassName().endsWith("." + type));
    }
}
