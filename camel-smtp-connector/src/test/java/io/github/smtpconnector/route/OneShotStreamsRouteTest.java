// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.PdfSource;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that can be read only once, in routes that send them more than once: each mail has all octets. */
class OneShotStreamsRouteTest extends RouteFixture {

    private static byte[] octets(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }

    /** Gives one stream for ever, which the JAF forbids and many do. */
    private static DataSource oneShot(InputStream once) {
        return new PdfSource(() -> once);
    }

    private void redelivering() throws Exception {
        refuseFirst(1, "451 4.3.0 later");
        run(routes -> {
            routes.errorHandler(
                    routes.defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
            routes.from("direct:in").to(smtp("&text=t"));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10_000, 400_000})
    void sendsADataHandlerWholeOnRedelivery(int size) throws Exception {
        redelivering();
        DataHandler file = new DataHandler(oneShot(new ByteArrayInputStream(octets(size))));
        assertThat(send(null, attachment(file)).getException()).isNull();
        assertThat(files()).containsExactly(octets(size));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10_000, 400_000})
    void sendsACamelAttachmentWholeOnRedelivery(int size) throws Exception {
        redelivering();
        DataHandler file = new DataHandler(oneShot(new ByteArrayInputStream(octets(size))));
        Exchange exchange = context.createProducerTemplate()
                .send("direct:in", prepared -> prepared.getMessage(AttachmentMessage.class)
                        .addAttachment("a.pdf", file));
        assertThat(exchange.getException()).isNull();
        assertThat(files()).containsExactly(octets(size));
    }

    /** The copy waits until the first exchange is complete, as in a queue that is long. */
    @ParameterizedTest
    @ValueSource(ints = {10_000, 1_000_000})
    void hasTheStreamStillForACopyThatComesLater(int size) throws Exception {
        CountDownLatch firstIsComplete = new CountDownLatch(1);
        run(routes -> {
            routes.from("direct:in").wireTap("seda:later").end().to(smtp("&text=t"));
            routes.from("seda:later")
                    .process(copy -> assertThat(firstIsComplete.await(20, TimeUnit.SECONDS))
                            .isTrue())
                    .to(smtp("&text=t&cc=tap@example.com"));
        });
        InputStream stream = new ByteArrayInputStream(octets(size));
        assertThat(send(null, attachment(stream)).getException()).isNull();
        firstIsComplete.countDown();
        awaitMails(2);
        assertThat(files()).containsExactly(octets(size), octets(size));
    }
}
