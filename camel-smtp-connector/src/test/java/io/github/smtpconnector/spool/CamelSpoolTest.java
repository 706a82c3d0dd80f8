// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.testkit.OpenFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.StreamCachingStrategy;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The context's own strategy for streams decides where and how a stream is kept that is read again. */
class CamelSpoolTest extends EmailReaderFixture {

    private static final String BASE = FROM + "&to=a@example.com&text=t";

    @TempDir
    Path folder;

    private StreamCachingStrategy strategy() {
        StreamCachingStrategy strategy = context.getStreamCachingStrategy();
        strategy.setSpoolDirectory(folder.toFile());
        return strategy;
    }

    /** The octets on the disk of the one file that was made, or null for none. */
    private byte @Nullable [] onDisk(InputStream stream) throws IOException {
        ReopenableStreams.reopenable(new DefaultExchange(context), stream, () -> stream);
        List<Path> open = OpenFiles.in(folder);
        assertThat(open).hasSizeLessThan(2);
        return open.isEmpty() ? null : Files.readAllBytes(open.get(0));
    }

    private static InputStream clear(int size) {
        return new ByteArrayInputStream("x".repeat(size).getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({
        "false,1000,262144,false",
        "false,1000,262145,true",
        "true,1000,1000,false",
        "true,1000,1001,true",
        "true,-1,262145,true",
        "true,400000,400000,false"
    })
    void takesTheLimitOfTheStrategyWhereItSpools(boolean enabled, long limit, int size, boolean file)
            throws IOException {
        strategy().setSpoolEnabled(enabled);
        strategy().setSpoolThreshold(limit);
        InputStream stream = clear(size);
        assertThat(onDisk(stream) != null).isEqualTo(file);
        assertThat(stream).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"AES/CTR/NoPadding", "AES/CBC/PKCS5Padding", "AES/ECB/PKCS5Padding"})
    void encryptsByTheCipherOfTheStrategy(String cipher) throws IOException {
        strategy().setSpoolCipher(cipher);
        InputStream stream = clear(600_000);
        assertThat(onDisk(stream)).hasSizeGreaterThanOrEqualTo(600_000);
        assertThat(new String(onDisk(stream), StandardCharsets.ISO_8859_1)).doesNotContain("xxxx");
        try (InputStream in = ReopenableStreams.reopenable(new DefaultExchange(context), stream, () -> stream)
                .open()) {
            assertThat(in).hasSameContentAs(clear(600_000));
        }
    }

    @Test
    void namesACipherThatCannotBeUsed() {
        strategy().setSpoolCipher("NONE/SUCH");
        assertThat(refusal(BASE, null, Map.of("Attachments", Map.of("a", clear(10)))))
                .contains("Attachments[a]", "spoolCipher");
    }

    @Test
    void leavesNothingInTheFolderOfTheStrategyWithoutAUnitOfWork() throws Exception {
        strategy().setSpoolCipher("AES/CTR/NoPadding");
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(SmtpHeaders.ATTACHMENTS, Map.of("a.bin", clear(600_000)));
        var endpoint = context.getEndpoint("smtp-connector:mail.example.com?" + BASE);
        try (var producer = endpoint.createProducer()) {
            producer.start();
            producer.process(exchange);
            producer.process(exchange);
        }
        assertThat(mailers.sent).hasSize(2).allSatisfy(sent -> assertThat(
                        sent.mail().attachments().get(0).bytes())
                .hasSize(600_000));
        try (var names = Files.list(folder)) {
            assertThat(names).isEmpty();
        }
    }
}
