// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Very much of everything: it arrives, and memory does not grow with it. */
class CostGrowthTest {

    private static final long GIGABYTE = 1L << 30;

    @TempDir
    private Path folder;

    @Test
    void aGigabyteFitsThroughAHeapOf64Megabytes() throws Exception {
        assertThat(sendInLittleMemory(GIGABYTE, "resultAs=HEADERS")).hasSize(1);
    }

    /** The mail as it was sent is a body that lies in a file. */
    @Test
    void aCopyOfAQuarterOfAGigabyteIsNotInMemory() throws Exception {
        assertThat(Set.copyOf(sendInLittleMemory(GIGABYTE / 4, "resultAs=MIME")))
                .hasSize(1);
    }

    /** The sizes that the process tells: that of the body, where it is a mail, and that of the mail. */
    private List<Long> sendInLittleMemory(long octets, String option) throws Exception {
        Path file = folder.resolve("large.bin");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw");
                SmtpTestServer server = new SmtpTestServer().discarding().start()) {
            sparse.setLength(octets);
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-Djava.io.tmpdir=" + folder,
                            "-cp",
                            classPath,
                            LargeMailMain.class.getName(),
                            String.valueOf(server.port()),
                            file.toString(),
                            option)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(child.waitFor()).isZero();
            assertThat(server.taken()).isOne();
            List<Long> sizes = output.lines()
                    .filter(line -> line.matches("[0-9]+"))
                    .map(Long::valueOf)
                    .toList();
            assertThat(sizes).isNotEmpty().allSatisfy(size -> {
                assertThat(size).isGreaterThan(octets / 3 * 4);
                assertThat(server.session(1).line().octetsIn()).isGreaterThan(size);
            });
            assertThat(sizes).hasSize(option.endsWith("MIME") ? 2 : 1);
            return sizes;
        }
    }

    @Test
    void aThousandFilesTenMegabytesOfHtmlAndTenThousandRecipientsMakeOneMail() throws Exception {
        Map<String, Object> files = new TreeMap<>();
        IntStream.range(0, 1000).forEach(i -> files.put("file" + i + ".txt", "content " + i));
        String html = "<p>Zeile für Zeile</p>\r\n".repeat(10_000_000 / 24);
        List<String> recipients = IntStream.range(0, 10_000)
                .mapToObj(i -> "r" + i + "@test.example")
                .toList();
        try (SmtpTestServer server = new SmtpTestServer().start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            Exchange sent = camel.createProducerTemplate().send(endpoint(server), exchange -> {
                Map<String, Object> headers = exchange.getMessage().getHeaders();
                headers.put(SmtpHeaders.FROM, "from@test.example");
                headers.put(SmtpHeaders.BCC, recipients);
                headers.put(SmtpHeaders.HTML, html);
                headers.put(SmtpHeaders.ATTACHMENTS, files);
            });

            assertThat(sent.getException()).isNull();
            assertThat(sent.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE))
                    .isEqualTo(DeliveryState.ACCEPTED.name());
            assertThat(server.onlyMail().recipients()).containsExactlyElementsOf(recipients);
            ReceivedMail mail = server.onlyMail().parsed();
            assertThat(mail.html()).isEqualTo(html);
            assertThat(mail.attachments()).hasSize(1000);
        }
    }

    /** {@code -Dgrowth.mails=100000} for the long run. */
    @Test
    void memoryStaysFlatOverManyMails() throws Exception {
        int mails = Integer.getInteger("growth.mails", 4000);
        try (SmtpTestServer server = new SmtpTestServer().discarding().start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            ProducerTemplate template = camel.createProducerTemplate();
            send(template, server, mails / 4);
            long before = heapInUse();
            send(template, server, mails - mails / 4);
            long growth = heapInUse() - before;

            assertThat(server.taken()).isEqualTo(mails);
            assertThat(growth).as("octets kept by %d mails", mails - mails / 4).isLessThan(2_000_000);
        }
    }

    private static void send(ProducerTemplate template, SmtpTestServer server, int count) {
        for (int i = 0; i < count; i++) {
            Exchange sent = template.send(endpoint(server), exchange -> {
                Map<String, Object> headers = exchange.getMessage().getHeaders();
                headers.put(SmtpHeaders.FROM, "from@test.example");
                headers.put(SmtpHeaders.TO, "to@test.example");
                headers.put(SmtpHeaders.TEXT, "hello");
            });
            assertThat(sent.getException()).isNull();
        }
    }

    private static long heapInUse() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String endpoint(SmtpTestServer server) {
        return "smtp-connector:127.0.0.1:" + server.port() + "?useTls=false";
    }
}
