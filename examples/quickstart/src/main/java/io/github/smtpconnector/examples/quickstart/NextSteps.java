// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quickstart;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Where to look, and the commands that most people want next. */
final class NextSteps {

    static final List<String> COMMANDS = List.of(
            "mvn -Pquick -pl camel-smtp-connector,camel-smtp-connector/test -am install",
            """
            camel run mail.yaml --dep=mvn:io.github.smtpconnector:camel-smtp-connector:1.0.0-SNAPSHOT \\
                    --dep=mvn:io.github.smtpconnector:camel-smtp-connector-test:1.0.0-SNAPSHOT --property=smtp-connector.mailbox=true""",
            "mvn -Pquick,spring-boot -pl examples/spring-boot -am package");

    private static final List<String> WHAT_FOR = List.of(
            "Put the jar into your local repository, for projects of your own",
            "Then run a route without a project: the README's first mail, shown at http://localhost:8025",
            "See the same on Spring Boot");

    private NextSteps() {}

    static void show(PrintStream console, Path source, Path page) {
        console.println("\nWritten");
        console.println("  " + source);
        console.println("  " + page + " (open it in a browser)");
        console.println("\nNext");
        for (int i = 0; i < COMMANDS.size(); i++) {
            console.println("  " + WHAT_FOR.get(i) + "\n    " + COMMANDS.get(i));
        }
    }
}
