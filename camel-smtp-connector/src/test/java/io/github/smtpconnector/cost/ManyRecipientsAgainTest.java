// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.ledger.LedgerMail;
import io.github.smtpconnector.ledger.SendLedger;
import io.github.smtpconnector.ledger.Settlement;
import io.github.smtpconnector.ledger.Standing;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail to very many comes again, and half of them are known to have it: what was known is found in linear time. */
class ManyRecipientsAgainTest {

    private static final int ALL = 100_000;
    private static final List<String> RECIPIENTS =
            IntStream.range(0, ALL).mapToObj(i -> "r" + i + "@test.example").toList();

    /** Of processor time. A look through a list for each of them takes more than twice as much. */
    private static final long ENOUGH = TimeUnit.SECONDS.toNanos(6);

    @ParameterizedTest
    @ValueSource(strings = {"ledger", "idempotentRepository"})
    void ofItIsFoundInLinearTime(String memory) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("memory", memory.equals("ledger") ? ledger() : repository());
            camel.start();
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadCpuTime();
            Exchange again = camel.createProducerTemplate()
                    .send("smtp-connector:127.0.0.1:1?useTls=false&" + memory + "=#bean:memory", exchange -> {
                        Map<String, Object> headers = exchange.getMessage().getHeaders();
                        headers.put(SmtpHeaders.FROM, "from@test.example");
                        headers.put(SmtpHeaders.BCC, RECIPIENTS);
                        headers.put(SmtpHeaders.TEXT, "hello");
                        headers.put(SmtpHeaders.IDEMPOTENCY_KEY, "key");
                    });
            long time = threads.getCurrentThreadCpuTime() - before;

            assertThat(again.getException()).isInstanceOf(UncertainDeliveryException.class);
            assertThat((List<?>) again.getMessage().getHeader(SmtpHeaders.ACCEPTED))
                    .hasSize(ALL / 2);
            assertThat(time).isLessThan(ENOUGH);
        }
    }

    private static SendLedger ledger() {
        return new SendLedger() {
            @Override
            public Standing look(LedgerMail mail) {
                return new Standing.Uncertain(null, null, RECIPIENTS.subList(0, ALL / 2), List.of());
            }

            @Override
            public Standing claim(LedgerMail mail, String owner, Duration lease, Again again) {
                return look(mail);
            }

            @Override
            public void settle(LedgerMail mail, String owner, Settlement settlement) {}
        };
    }

    /** Knows the mail as claimed, and every other recipient as served. */
    private static MemoryIdempotentRepository repository() {
        return new MemoryIdempotentRepository() {
            private int asked;

            @Override
            public boolean contains(String key) {
                return key.endsWith(".claimed") || (key.endsWith(".served") && asked++ % 2 == 0);
            }
        };
    }
}
