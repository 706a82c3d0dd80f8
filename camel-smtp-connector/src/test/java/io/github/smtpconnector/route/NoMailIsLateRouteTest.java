// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.options.AccessTokenSource;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.Waiting;
import io.github.smtpconnector.testkit.WatchedRepository;
import jakarta.activation.DataHandler;
import jakarta.activation.FileDataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is not the component's own blocks while it is at work for one mail: the mails behind it, on the same endpoint and
 * over the same connection, are sent and answered meanwhile.
 */
@Isolated
class NoMailIsLateRouteTest extends RouteFixture {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int OTHERS = 20;
    private static final String SLOW = "slow";

    private final AtomicBoolean armed = new AtomicBoolean();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Logger log = (Logger) LogManager.getLogger("io.github.smtpconnector");
    private final AbstractAppender appender = new AbstractAppender("late", null, null, false, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
                block();
            }
        }
    };

    /** Holds the first that comes when it is armed. */
    private void block() {
        if (armed.compareAndSet(true, false)) {
            reached.countDown();
            try {
                assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What may take its time. */
    enum Foreign {
        COMPLETION,
        STEP_BEHIND,
        SOURCE_OF_A_FILE,
        HEADER_OF_A_MESSAGE,
        REPOSITORY_THAT_IS_ASKED("before contains"),
        REPOSITORY_THAT_TAKES_A_CLAIM("before add claimed"),
        REPOSITORY_THAT_IS_TOLD("before add accepted"),
        LOG,
        TOKEN;

        private final String moment;

        Foreign() {
            this("none");
        }

        Foreign(String moment) {
            this.moment = moment;
        }
    }

    @AfterEach
    void letGo() {
        over.countDown();
        log.removeAppender(appender);
    }

    /** Without the source of a file: the one thread of the route reads it. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOURCE_OF_A_FILE")
    void behindOneConsumerThatDoesNotWait(Foreign foreign) throws Exception {
        noOtherIsLate(foreign, "", "&synchronous=false");
    }

    @ParameterizedTest
    @EnumSource
    void besideSendersThatWait(Foreign foreign) throws Exception {
        noOtherIsLate(foreign, "&concurrentConsumers=8", "");
    }

    private void noOtherIsLate(Foreign foreign, String consumers, String more) throws Exception {
        String options = more + options(foreign);
        run(routes -> {
            routes.errorHandler(
                    routes.defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
            ProcessorDefinition<?> route = routes.from("seda:in?pollTimeout=10&size=100" + consumers);
            if (foreign == Foreign.COMPLETION) {
                route = route.onCompletion().process(exchange -> block()).end();
            }
            route = route.to(smtp(options));
            if (foreign == Foreign.STEP_BEHIND) {
                route = route.process(exchange -> block());
            }
            route.filter(routes.body().contains("number")).to("mock:sent");
        });
        giveAndAwait("number one");
        giveAndAwait("number two");
        begin(foreign);
        assertThat(reached.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        server.release();
        mock("sent").reset();
        mock("sent").expectedMessageCount(OTHERS);
        List<String> others =
                IntStream.range(0, OTHERS).mapToObj(i -> "number " + i).toList();
        others.forEach(text -> give(text, null));
        mock("sent").assertIsSatisfied(LONG.toMillis());
        assertThat(texts()).containsAll(others);
        assertThat(server.connections()).isOne();

        over.countDown();
        Waiting.until(() -> texts().contains(SLOW), LONG, () -> "the blocked mail is lost");
        context.stop();
        assertThat(texts()).doesNotHaveDuplicates().hasSize(OTHERS + (foreign == Foreign.TOKEN ? 4 : 3));
    }

    /** The server shows that it takes more than one mail over a connection: from then on mails share it. */
    private void giveAndAwait(String text) throws InterruptedException {
        mock("sent").reset();
        mock("sent").expectedMessageCount(1);
        give(text, null);
        mock("sent").assertIsSatisfied(LONG.toMillis());
    }

    /** Gives the mail for which something will block. */
    private void begin(Foreign foreign) {
        if (foreign == Foreign.TOKEN) {
            // So that the next needs a connection of its own.
            server.on(1, "CONTENT", 3, Fault.whenReleased(session -> true));
            give("held", null);
            server.awaitSilence();
        }
        if (foreign == Foreign.HEADER_OF_A_MESSAGE) {
            server.on(1, "MAIL", 3, session -> {
                armed.set(true);
                return Fault.reply("451 4.3.0 Later").at(session);
            });
            give(SLOW, message(), null);
            return;
        }
        armed.set(true);
        give(SLOW, foreign == Foreign.SOURCE_OF_A_FILE ? source() : null);
    }

    private void give(String text, DataHandler file) {
        give(text, text, file);
    }

    private void give(String key, Object body, DataHandler file) {
        context.createProducerTemplate().send("seda:in", exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader(SmtpHeaders.IDEMPOTENCY_KEY, key);
            if (file != null) {
                exchange.getMessage().setHeader(SmtpHeaders.ATTACHMENTS, Map.of("a.txt", file));
            }
        });
    }

    private List<String> texts() {
        return server.mails().stream().map(mail -> mail.parsed().text().strip()).toList();
    }

    private String options(Foreign foreign) {
        context.getRegistry().bind("keys", new WatchedRepository(new MemoryIdempotentRepository(), moment -> {
            if (moment.startsWith(foreign.moment)) {
                block();
            }
            if (foreign == Foreign.LOG && moment.equals("before add accepted")) {
                throw new IllegalStateException("the database is gone");
            }
        }));
        if (foreign == Foreign.LOG) {
            appender.start();
            log.addAppender(appender);
        }
        String keys = "&idempotentRepository=#bean:keys";
        return switch (foreign) {
            case TOKEN -> keys + tokens() + "&maxConnections=2";
            default -> keys + "&maxConnections=1";
        };
    }

    private String tokens() {
        server.offering("XOAUTH2").logins().allow("ann@example.com", "token");
        AccessTokenSource source = () -> {
            block();
            return "token";
        };
        context.getRegistry().bind("tokens", source);
        return "&username=ann@example.com&accessTokenSource=#tokens";
    }

    private DataHandler source() {
        return new DataHandler(new FileDataSource("pom.xml") {
            @Override
            public InputStream getInputStream() throws IOException {
                block();
                return super.getInputStream();
            }
        });
    }

    /** One that fetches its header from another server, as those of a mailbox do. */
    private MimeMessage message() {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties())) {
            @Override
            public Enumeration<String> getAllHeaderLines() throws MessagingException {
                block();
                return super.getAllHeaderLines();
            }
        };
        try {
            message.setFrom("ann@example.com");
            message.setText(SLOW);
            message.saveChanges();
            return message;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
