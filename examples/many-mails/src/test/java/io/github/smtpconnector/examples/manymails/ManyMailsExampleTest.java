// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.manymails;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyMailsExampleTest {

    private static final int MAILS = 500;
    private static final Pattern LINE = Pattern.compile("\"([^\"]*)\",(\\w+),(\\d*),(<[^>]+>|),\"([^\"]*)\"");

    @TempDir
    Path folder;

    private final CountingServer server = new CountingServer();

    @BeforeEach
    void writeList() throws Exception {
        run().writeList();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Demonstration run() {
        return new Demonstration(folder, MAILS, "400", server);
    }

    /** The state of each address in the newest results, and the reason where there is one. */
    private Map<String, List<String>> newest() throws Exception {
        List<Path> results = run().results("results");
        Map<String, List<String>> states = new HashMap<>();
        for (String line : Files.readAllLines(results.get(results.size() - 1))) {
            Matcher fields = LINE.matcher(line);
            assertThat(fields.matches()).as(line).isTrue();
            assertThat(states.put(fields.group(1), List.of(fields.group(2), fields.group(5))))
                    .as(line)
                    .isNull();
        }
        return states;
    }

    private static List<String> in(Map<String, List<String>> states, String state) {
        return states.entrySet().stream()
                .filter(entry -> entry.getValue().get(0).equals(state))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @Test
    void sendsOneMailToEachAddressHoweverOftenItIsRun() throws Exception {
        run().run();
        assertThat(in(newest(), "SENT")).hasSize(MAILS);
        run().run();
        assertThat(in(newest(), "SENT_BEFORE")).hasSize(MAILS);
        assertThat(server.copies()).hasSize(MAILS);
        assertThat(server.copies().values()).allMatch(copies -> copies == 1);
    }

    /** Only what was on the line when the process was killed is uncertain, and a person is told of it. */
    @Test
    void sendsOnlyTheRestAfterItWasKilled() throws Exception {
        run().runAndKill(150);
        List<String> before = List.copyOf(server.copies().keySet());
        assertThat(before.size()).isBetween(150, MAILS - 100);

        run().run();

        Map<String, List<String>> states = newest();
        List<String> uncertain = in(states, "UNCERTAIN");
        assertThat(states).hasSize(MAILS);
        assertThat(in(states, "SENT_BEFORE").size() + in(states, "SENT").size() + uncertain.size())
                .isEqualTo(MAILS);
        assertThat(uncertain)
                .hasSizeLessThan(40)
                .allSatisfy(address -> assertThat(states.get(address).get(1)).contains("uncertain=RESEND"));
        assertThat(server.copies().values()).allMatch(copies -> copies == 1);
        assertThat(server.copies().keySet()).containsAll(in(states, "SENT")).containsAll(in(states, "SENT_BEFORE"));
        assertThat(before).containsAll(in(states, "SENT_BEFORE"));
        assertThat(in(states, "SENT")).doesNotContainAnyElementsOf(before);
    }
}
