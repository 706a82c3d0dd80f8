// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.DkimKeys;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.OpenFiles;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With resultAs=MIME the body becomes the mail as it was sent, octet by octet. */
class SentMailTest extends RouteFixture {

    @TempDir
    Path folder;

    private Exchange sendFile(String options, Object file) throws Exception {
        context.getStreamCachingStrategy().setSpoolDirectory(folder.toFile());
        run(routes -> routes.from("direct:in").to(smtp("&resultAs=MIME" + options)));
        return send(".text\r\n.", attachment(file));
    }

    private static byte[] octets(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }

    private static byte[] body(Exchange exchange) {
        assertThat(exchange.getMessage().getBody())
                .isInstanceOf(StreamCache.class)
                .isInstanceOf(InputStream.class);
        return exchange.getMessage().getBody(byte[].class);
    }

    @ParameterizedTest
    @CsvSource({
        "10, true, true",
        "10, false, true",
        "10, true, false",
        "3000000, true, true",
        "3000000, false, true",
        "3000000, true, false",
    })
    void isWhatTheServerGot(int size, boolean chunking, boolean pipelining) throws Exception {
        server.without(chunking ? "" : "CHUNKING", pipelining ? "" : "PIPELINING");
        Exchange sent = sendFile("&bcc=dora@example.com", octets(size));
        assertThat(sent.getException()).isNull();
        byte[] mail = body(sent);
        assertThat(mail).isEqualTo(server.onlyMail().content());
        assertThat(server.onlyMail().recipients()).contains("dora@example.com");
        assertThat(new String(mail, StandardCharsets.ISO_8859_1)).doesNotContain("dora@");
        assertThat(sent.getMessage().getHeaders())
                .containsEntry(SmtpHeaders.DELIVERY_STATE, "ACCEPTED")
                .containsEntry(SmtpHeaders.MESSAGE_SIZE, (long) mail.length);
    }

    /** Above the limit it is in a file of the folder that the context has for streams, and not for longer than needed. */
    @ParameterizedTest
    @CsvSource({"100000, 0", "3000000, 1"})
    void keepsALargeMailInAFile(int size, int files) throws Exception {
        Exchange sent = sendFile("", octets(size));
        assertThat(OpenFiles.in(folder)).hasSize(files);
        StreamCache cache = (StreamCache) sent.getMessage().getBody();
        assertThat(cache.inMemory()).isEqualTo(files == 0);
        assertThat(cache.length()).isEqualTo(server.onlyMail().content().length);
    }

    @Test
    void isEncryptedWhereTheContextSaysSo() throws Exception {
        context.getStreamCachingStrategy().setSpoolCipher("AES/CTR/NoPadding");
        Exchange sent = sendFile("", octets(3_000_000));
        assertThat(new String(Files.readAllBytes(OpenFiles.in(folder).get(0)), StandardCharsets.ISO_8859_1))
                .doesNotContain("Message-ID");
        assertThat(body(sent)).isEqualTo(server.onlyMail().content());
    }

    @Test
    void canBeReadAgainByEachStep() throws Exception {
        run(routes -> {
            routes.from("direct:in")
                    .to(smtp("&resultAs=MIME"))
                    .setProperty("read", routes.bodyAs(String.class))
                    .transform(routes.bodyAs(byte[].class));
        });
        Exchange sent = send("text", attachment(octets(1_000_000)));
        assertThat(sent.getMessage().getBody(byte[].class))
                .isEqualTo(server.onlyMail().content());
    }

    /** The branches read at the same time, each its own copy; one of them is a copy that comes late. */
    @Test
    void isWholeForACopyThatComesLater() throws Exception {
        CountDownLatch complete = new CountDownLatch(1);
        run(routes -> {
            routes.from("direct:in")
                    .to(smtp("&resultAs=MIME"))
                    .wireTap("seda:later")
                    .end()
                    .multicast()
                    .parallelProcessing()
                    .to("direct:read", "direct:read", "direct:read");
            routes.from("direct:read").convertBodyTo(byte[].class).to("mock:read");
            routes.from("seda:later")
                    .process(copy ->
                            assertThat(complete.await(20, TimeUnit.SECONDS)).isTrue())
                    .convertBodyTo(byte[].class)
                    .to("mock:read");
        });
        mock("read").expectedMessageCount(4);
        assertThat(send("text", attachment(octets(1_000_000))).getException()).isNull();
        complete.countDown();
        mock("read").assertIsSatisfied();
        assertThat(mock("read").getExchanges())
                .allSatisfy(read -> assertThat(read.getMessage().getBody(byte[].class))
                        .isEqualTo(server.onlyMail().content()));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000_000})
    void isTheMailThatWasTakenInTheEnd(int size) throws Exception {
        server.on("BDAT", 1, Fault.reply("502 5.5.1 what?")).with("LIMITS RCPTMAX=1");
        Exchange sent = sendFile("&cc=cc@example.com", octets(size));
        assertThat(sent.getException()).isNull();
        assertThat(server.mails()).hasSize(2).allSatisfy(mail -> assertThat(mail.content())
                .isEqualTo(body(sent)));
    }

    @Test
    void isSignedAsItWasSent() throws Exception {
        SmtpConfiguration defaults =
                context.getComponent("smtp-connector", SmtpComponent.class).getConfiguration();
        defaults.setDkimDomain("example.com");
        defaults.setDkimSelector("s");
        defaults.setDkimPrivateKey(DkimKeys.ed25519().pem());
        Exchange sent = sendFile("", octets(1_000_000));
        assertThat(sent.getException()).isNull();
        assertThat(body(sent)).isEqualTo(server.onlyMail().content());
        assertThat(new String(body(sent), StandardCharsets.ISO_8859_1)).startsWith("DKIM-Signature:");
    }

    /** The body that a redelivery needs stays, and nothing stays in the folder. */
    @Test
    void leavesTheBodyOfAMailThatWasNotSent() throws Exception {
        server.on("CONTENT", 1, Fault.reply("552 5.2.2 full"));
        Exchange sent = sendFile("", octets(1_000_000));
        assertThat(sent.getException()).isInstanceOf(PermanentSmtpException.class);
        assertThat(sent.getMessage().getBody()).isEqualTo(".text\r\n.");
        assertThat(OpenFiles.in(folder)).isEmpty();
    }

    /** The mail of a dry run is not kept in memory either. */
    @Test
    void isTheMailThatADryRunWouldSend() throws Exception {
        Exchange tried = sendFile("&dryRun=true", octets(1_000_000));
        assertThat(tried.getException()).isNull();
        assertThat(OpenFiles.in(folder)).hasSize(1);
        assertThat((long) body(tried).length).isEqualTo(tried.getMessage().getHeader(SmtpHeaders.MESSAGE_SIZE));
        assertThat(tried.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("NOT_SENT");
    }

    /** The second attempt sends nothing; the mail that it hands over has the Message-ID of the one that was sent. */
    @Test
    void isWrittenAgainWhereItWasSentBefore() throws Exception {
        context.getRegistry().bind("repo", new MemoryIdempotentRepository());
        run(routes -> routes.from("direct:in").to(smtp("&resultAs=MIME&idempotentRepository=#repo")));
        for (boolean again : List.of(false, true)) {
            Exchange sent = send("text", Map.of(SmtpHeaders.IDEMPOTENCY_KEY, "k-1"));
            assertThat(sent.getMessage().getHeader(SmtpHeaders.ALREADY_SENT)).isEqualTo(again ? true : null);
            assertThat(new String(body(sent), StandardCharsets.ISO_8859_1))
                    .contains(String.valueOf(server.onlyMail().parsed().header("Message-ID")));
        }
    }

    /** What cannot be kept is not sent, for the route relies on the copy. */
    @Test
    void failsBeforeTheEndWhereTheCopyCannotBeKept() throws Exception {
        Path noFolder = Files.writeString(folder.resolve("file"), "x");
        context.getStreamCachingStrategy().setSpoolDirectory(noFolder.toFile());
        run(routes -> routes.from("direct:in").to(smtp("&resultAs=MIME")));
        Exchange sent = send("text", attachment(octets(1_000_000)));
        assertThat(sent.getException())
                .isInstanceOfSatisfying(PermanentSmtpException.class, e -> assertThat(e.getCategory())
                        .isEqualTo(Category.CONTENT))
                .hasMessageContaining("the copy of the mail that resultAs=MIME asks for cannot be kept");
        assertThat(server.mails()).isEmpty();
    }

    /** As it was given to the connector, whatever becomes of the file afterwards. */
    @Test
    void doesNotChangeWithTheFilesOfTheMail() throws Exception {
        Path file = Files.write(Files.createDirectory(folder.resolve("sub")).resolve("a.bin"), octets(1_000_000));
        Exchange sent = sendFile("", file);
        Files.writeString(file, "another");
        assertThat(body(sent)).isEqualTo(server.onlyMail().content());
    }

    @Test
    void canBeSentOnAsAMailAndAsAFile() throws Exception {
        run(routes -> routes.from("direct:in")
                .to(smtp("&resultAs=MIME"))
                .removeHeaders("CamelSmtpConnector*")
                .to(smtp("&bodyAs=MIME")));
        assertThat(send("text", attachment(new ByteArrayInputStream(octets(1_000_000))))
                        .getException())
                .isNull();
        assertThat(server.mails().get(1).content())
                .isEqualTo(server.mails().get(0).content());
    }
}
