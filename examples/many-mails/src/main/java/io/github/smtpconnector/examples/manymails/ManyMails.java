// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.manymails;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.main.Main;

/** Sends the newsletter to a list, and says what came of it. To be run again, with the same list, after a crash. */
public final class ManyMails {

    private ManyMails() {}

    /** @param args the file with the list */
    public static void main(String[] args) throws Exception {
        Main camel = new Main();
        camel.configure().withRoutesIncludePattern("camel/newsletter.yaml");
        camel.start();
        try {
            Path list = Path.of(args[0]);
            Path results =
                    Path.of(camel.getCamelTemplate().requestBody("direct:newsletter", list.toFile(), String.class));
            System.out.println(states(results) + ", each in " + results);
        } finally {
            camel.stop();
        }
    }

    /** How many mails are in which state. */
    static Map<String, Long> states(Path results) throws IOException {
        try (Stream<String> lines = Files.lines(results)) {
            return lines.collect(Collectors.groupingBy(
                    line -> line.replaceFirst("^\"[^\"]*\",(\\w+),.*", "$1"), TreeMap::new, Collectors.counting()));
        }
    }
}
