// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.SmtpTestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A route that reads without end hands its mails to an asynchronous endpoint, in a process that could not hold them all:
 * it is no faster than the server. Then it stops with mails under way, and each is there once, as it was told. {@code
 * -Dpressure.mails=1000000} for more of them, which are small then and counted only.
 */
class BackPressureTest {

    private static final int MAILS = Integer.getInteger("pressure.mails", 1_000);
    private static final boolean LONG = MAILS > 10_000;
    /** All of the short form would be more than the memory of the process. */
    private static final int OCTETS = LONG ? 200 : 80_000;

    private final List<Integer> arrived = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"queue", "split"})
    void theMemoryStaysBoundedAndNoneIsLost(String source) throws Exception {
        try (SmtpTestServer server = new SmtpTestServer()) {
            if (LONG) {
                server.discarding();
            }
            server.mails().onEach(mail -> {
                arrived.add(number(mail.recipients().get(0)));
                server.mails().clear();
            });
            server.start();
            List<String> told = run(server.port(), source);
            int given = given(told);
            assertThat(given).isGreaterThanOrEqualTo(MAILS);
            assertThat(told).containsExactlyInAnyOrder("given " + given, "ACCEPTED " + given);
            assertThat(server.taken()).isEqualTo(given);
            if (!LONG) {
                List<Integer> all = IntStream.rangeClosed(1, given).boxed().toList();
                assertThat(arrived).containsExactlyInAnyOrderElementsOf(all);
                // A split that is not parallel waits for each.
                assertThat(source.equals("queue") || arrived.equals(all)).isTrue();
            }
        }
    }

    private static int number(String recipient) {
        return Integer.parseInt(recipient.substring(1, recipient.indexOf('@')));
    }

    private static int given(List<String> told) {
        return told.stream()
                .filter(line -> line.startsWith("given "))
                .mapToInt(line -> Integer.parseInt(line.substring(6)))
                .sum();
    }

    private static List<String> run(int port, String source) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        EndlessRouteMain.class.getName(),
                        String.valueOf(port),
                        source,
                        String.valueOf(MAILS),
                        String.valueOf(OCTETS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(output).isZero();
        return output.lines()
                .filter(line -> line.matches("(given|[A-Z_]+|null) [0-9]+"))
                .toList();
    }
}
