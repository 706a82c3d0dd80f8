// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.testkit.Fault;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.spi.StreamCachingStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that Camel keeps in a cache, in memory or in a file, and exchanges that it uses again. */
class StreamCachingRouteTest extends RouteFixture {

    @TempDir
    Path spool;

    private void spooling(String cipher) {
        StreamCachingStrategy caching = context.getStreamCachingStrategy();
        caching.setSpoolEnabled(true);
        caching.setSpoolDirectory(spool.toFile());
        caching.setSpoolThreshold(1000);
        caching.setSpoolCipher(cipher);
        context.setStreamCaching(true);
    }

    @ParameterizedTest
    @CsvSource({"10,", "100000,", "3000000,", "100000,AES/CTR/NoPadding", "100000,AES/ECB/PKCS5Padding"})
    void sendsACachedBodyAsTextAndAsAFileAndLeavesItReadable(int size, String cipher) throws Exception {
        spooling(cipher);
        server.on("CONTENT", 1, Fault.reply("451 4.3.0 later"));
        run(routes -> {
            routes.errorHandler(
                    routes.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
            routes.from("direct:in")
                    .process(exchange ->
                            assertThat(exchange.getMessage().getBody()).isInstanceOf(StreamCache.class))
                    .process(exchange -> exchange.getMessage()
                            .setHeader(
                                    SmtpHeaders.ATTACHMENTS,
                                    Map.of("body.txt", exchange.getMessage().getBody())))
                    .to(smtp(""))
                    .multicast()
                    .to(smtp("&cc=b@example.com"), smtp("&cc=c@example.com"))
                    .end()
                    .convertBodyTo(String.class);
        });
        String text = "0123456789".repeat(size / 10);
        Exchange exchange = send(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), Map.of());
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(text);
        assertThat(server.mails()).hasSize(3).allSatisfy(mail -> {
            assertThat(String.valueOf(mail.parsed().text()).strip()).isEqualTo(text);
            assertThat(mail.parsed().attachments().get(0).bytes()).asString().isEqualTo(text);
        });
        assertThat(files(spool.toFile())).as("files left in the spool").isZero();
    }

    private static int files(File folder) {
        int count = 0;
        File[] entries = folder.listFiles();
        for (File entry : entries == null ? new File[0] : entries) {
            count += entry.isDirectory() ? files(entry) : 1;
        }
        return count;
    }

    @Test
    void holdsNothingOverFromOnePooledExchangeToTheNext() throws Exception {
        PooledExchangeFactory pool = new PooledExchangeFactory();
        pool.setStatisticsEnabled(true);
        context.getCamelContextExtension().setExchangeFactory(pool);
        server.on("CONTENT", 2, Fault.reply("451 4.3.0 later"));
        run(routes -> {
            routes.from("timer:in?repeatCount=6&delay=0&period=1&includeMetadata=true")
                    .setBody(routes.simple("mail ${exchangeProperty.CamelTimerCounter}"))
                    .process(exchange -> assertThat(exchange.getMessage().getHeaders())
                            .doesNotContainKeys(SmtpHeaders.MESSAGE_ID, SmtpHeaders.DELIVERY_STATE))
                    .process(exchange -> {
                        if (exchange.getProperty(Exchange.TIMER_COUNTER, Integer.class) == 1) {
                            exchange.getMessage()
                                    .setHeader(
                                            SmtpHeaders.ATTACHMENTS,
                                            Map.of("a.bin", new ByteArrayInputStream(new byte[400_000])));
                        }
                    })
                    .to(smtp(""));
        });
        awaitMails(5);
        assertThat(messageIds()).doesNotHaveDuplicates().hasSize(5);
        assertThat(messageIds()).doesNotContain(server.refused().get(0).parsed().header("Message-ID"));
        assertThat(server.mails().stream()
                        .map(mail -> mail.parsed().attachments().size()))
                .containsExactly(1, 0, 0, 0, 0);
    }
}
