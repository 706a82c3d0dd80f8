// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.Socket;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes as their authors would, and looks at the servers afterwards. */
class MailServerExtensionTest {

    private static final String INSIDE = "mailserver.inside";

    @EnabledIfSystemProperty(named = INSIDE, matches = "true")
    static class ForAllTests {

        @RegisterExtension
        static final MailServer server = MailServer.inClear().refuse("eve@example.com");

        @BeforeAll
        static void isThereBeforeAll() throws Exception {
            Clients.CONNECTOR.send(server);
            assertThat(server.mails()).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void startsAfreshWithEachTest(int time) throws Exception {
            server.hasNoMail();
            assertThat(server.connections()).isZero();
            assertThat(server.commands()).isEmpty();
            Clients.CONNECTOR.send(server);
            server.mail().to("ann@example.com").hasText("Hello");
            assertThat(server.connections()).isEqualTo(1);
            server.refuse("ann@example.com").goAway();
        }

        @Test
        void keepsWhatItWasToldInTheField() throws Exception {
            try (Socket client = new Socket("localhost", server.port())) {
                client.getOutputStream()
                        .write("EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<eve@example.com>\r\nQUIT\r\n".getBytes());
                assertThat(new String(client.getInputStream().readAllBytes())).contains("550 5.1.1");
            }
        }

        @Nested
        class Within {
            @Test
            void isTheSame() throws Exception {
                Clients.CONNECTOR.send(server);
                assertThat(server.mails(1)).hasSize(1);
            }
        }
    }

    @EnabledIfSystemProperty(named = INSIDE, matches = "true")
    static class ForEachTest {

        @RegisterExtension
        final MailServer server = MailServer.inClear();

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void hasAServerOfItsOwn(int time) throws Exception {
            Clients.CONNECTOR.send(server);
            assertThat(server.mails(1)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ForAllTests.class, ForEachTest.class})
    void servesTheTestsAndEndsWithThem(Class<?> tests) throws Exception {
        Set<Thread> before = listening();
        System.setProperty(INSIDE, "true");
        try {
            // Twice: a class can be run again in the same JVM.
            for (int run = 0; run < 2; run++) {
                EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(tests))
                        .execute()
                        .testEvents()
                        .assertStatistics(
                                counted -> counted.failed(0).skipped(0).succeeded(tests == ForAllTests.class ? 4 : 2));
            }
        } finally {
            System.clearProperty(INSIDE);
        }
        for (Thread server : listening()) {
            if (!before.contains(server)) {
                server.join(10_000);
                assertThat(server.isAlive()).as("listens on").isFalse();
            }
        }
    }

    /** Not by its port, which another process may have got meanwhile. */
    private static Set<Thread> listening() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("smtp-test-server"))
                .collect(Collectors.toSet());
    }
}
