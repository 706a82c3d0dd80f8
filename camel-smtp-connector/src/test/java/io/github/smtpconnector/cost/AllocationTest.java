// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sending leaves to the garbage collector: counted, not timed, so that it is the same on every machine. */
class AllocationTest {

    private static final String OPTIONS = "?useTls=false&maxMessagesPerConnection=1000000";
    private static final String TEXT =
            "Your order has left our house today and will reach you soon.\r\n".repeat(14) + "Grüße aus Zürich\r\n";
    private static final String HTML = "<p>" + TEXT + "</p>";

    /** As in production, without the dialogue in the log, which the tests have otherwise. */
    @BeforeEach
    void logLittle() {
        Configurator.setAllLevels("io.github.smtpconnector", Level.INFO);
    }

    @AfterEach
    void logEverything() {
        Configurator.setAllLevels("io.github.smtpconnector", Level.TRACE);
    }

    /** About a fifth more than is measured in the interpreter; what compilers save comes on top. */
    @ParameterizedTest
    @CsvSource({"1, 40, 16000", "100, 8, 220000"})
    void aMailMakesLittleGarbage(int recipients, int mails, long most) throws Exception {
        List<String> to = IntStream.range(0, recipients)
                .mapToObj(i -> "recipient-" + i + "@test.example")
                .toList();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (SmtpTestServer server = new SmtpTestServer().discarding().start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            ProducerTemplate template = camel.createProducerTemplate();
            Endpoint endpoint = camel.getEndpoint("smtp-connector:127.0.0.1:" + server.port() + OPTIONS);
            long octets = Long.MAX_VALUE;
            // The least of several: what the JVM makes once only, classes for instance, is nobody's mail.
            for (int round = 0; round < 6; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                send(template, endpoint, to, mails);
                octets = Math.min(octets, (threads.getCurrentThreadAllocatedBytes() - before) / mails);
            }

            assertThat(octets).isLessThan(most);
        }
    }

    private static void send(ProducerTemplate template, Endpoint endpoint, List<String> to, int mails) {
        for (int i = 0; i < mails; i++) {
            Exchange sent = template.send(endpoint, exchange -> {
                Map<String, Object> headers = exchange.getMessage().getHeaders();
                headers.put(SmtpHeaders.FROM, "from@test.example");
                headers.put(SmtpHeaders.TO, to);
                headers.put(SmtpHeaders.SUBJECT, "Your order 4711 is on its way");
                headers.put(SmtpHeaders.TEXT, TEXT);
                headers.put(SmtpHeaders.HTML, HTML);
            });
            if (sent.getException() != null) {
                throw new AssertionError(sent.getException());
            }
        }
    }
}
