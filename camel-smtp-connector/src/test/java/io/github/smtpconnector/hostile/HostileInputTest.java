// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.options.BodyAs;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.JakartaReader;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.SmtpTestServer.TakenMail;
import io.github.smtpconnector.testkit.WireClean;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever is put in, the server gets exactly the one mail that was asked for, or nothing at all. The number of inputs is
 * the system property {@code hostile.inputs}; a failure names the seed of its input.
 */
class HostileInputTest {

    private static final int INPUTS = Integer.getInteger("hostile.inputs", 600);
    private static final int LONGEST_MESSAGE = 4_000;
    private static final Set<String> HEADERS = Set.of(
            "date",
            "from",
            "to",
            "cc",
            "reply-to",
            "subject",
            "message-id",
            "mime-version",
            "content-type",
            "content-transfer-encoding");

    private static final Map<String, BiConsumer<SmtpConfiguration, String>> SETTERS = Map.of(
            "from", SmtpConfiguration::setFrom,
            "envelopeFrom", SmtpConfiguration::setEnvelopeFrom,
            "to", SmtpConfiguration::setTo,
            "cc", SmtpConfiguration::setCc,
            "bcc", SmtpConfiguration::setBcc,
            "replyTo", SmtpConfiguration::setReplyTo,
            "subject", SmtpConfiguration::setSubject,
            "text", SmtpConfiguration::setText,
            "html", SmtpConfiguration::setHtml);

    private final SmtpTestServer server = new SmtpTestServer().start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final SmtpComponent component = new SmtpComponent();
    private ProducerTemplate template = context.createProducerTemplate();
    private int made;
    private int refused;

    @BeforeEach
    void start() {
        context.addComponent("smtp-connector", component);
        context.start();
        template = context.createProducerTemplate();
        template.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    @Test
    void sendsExactlyWhatWasAskedForOrNothing() throws Exception {
        for (int seed = 1; seed <= INPUTS; seed++) {
            HostileInput input = new HostileInputGenerator(seed).next();
            try {
                check(input);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("input of seed " + seed + ": " + e.getMessage() + "\n" + input, e);
            }
        }
        assertThat(server.taken()).isEqualTo(INPUTS - refused);
        System.out.println(INPUTS + " inputs: " + server.taken() + " sent as asked, " + refused + " refused");
        assertThat(refused).isBetween(INPUTS / 10, INPUTS * 9 / 10);
    }

    private void check(HostileInput input) throws Exception {
        int before = server.taken();
        long begun = begun();
        Exception failure = send(input);
        if (input.mustBeRefused()) {
            refused++;
            assertThat(failure).as("must be refused").isInstanceOf(PermanentSmtpException.class);
            checkMessage(String.valueOf(failure.getMessage()));
            assertThat(begun()).as("nothing was said to the server").isEqualTo(begun);
            return;
        }
        if (failure != null) {
            throw new AssertionError("refused though legal: " + failure.getMessage(), failure);
        }
        assertThat(server.taken()).isEqualTo(before + 1);
        checkMail(input, server.mails().get(0));
        server.mails().clear();
    }

    /** How it failed, or null. */
    private @Nullable Exception send(HostileInput input) throws Exception {
        SmtpConfiguration defaults = component.getConfiguration();
        SmtpConfiguration own = defaults.copy();
        own.setUseTls(false);
        own.setBodyAs(input.bodyIsJsonText ? BodyAs.INPUTS : BodyAs.AUTO);
        input.options.forEach((option, value) -> SETTERS.get(option).accept(own, value));
        component.setConfiguration(own);
        try {
            // Equal URIs are equal endpoints to a template.
            Endpoint endpoint = component.createEndpoint(
                    "smtp-connector:127.0.0.1:" + server.port() + "?maxWait=" + (30_000 + made++));
            ServiceHelper.startService(endpoint);
            Processor inputs = exchange -> {
                exchange.getMessage().setBody(input.body);
                input.headers.forEach(exchange.getMessage()::setHeader);
            };
            Exchange exchange = template.send(endpoint, inputs);
            ServiceHelper.stopService(endpoint);
            return exchange.getException();
        } catch (PermanentSmtpException e) {
            return e;
        } finally {
            component.setConfiguration(defaults);
        }
    }

    /** A QUIT of an earlier connection may still be on its way, so only what begins a mail counts. */
    private long begun() {
        int connections = server.connections();
        List<String> commands = connections == 0 ? List.of() : server.commands(connections);
        return connections * 1_000_000L
                + commands.stream()
                        .filter(command -> command.startsWith("MAIL"))
                        .count();
    }

    private static void checkMessage(String message) {
        assertThat(message).doesNotContain("Secret-Content").hasSizeLessThan(LONGEST_MESSAGE);
        assertThat(message.chars().filter(Character::isISOControl)).isEmpty();
    }

    private static void checkMail(HostileInput input, TakenMail taken) {
        String sender = input.returnPath != null
                ? input.returnPath
                : input.at("From").iterator().next();
        assertThat(utf8(taken.mailCommand()) + " ").startsWith("MAIL FROM:<" + sender + "> ");
        assertThat(taken.recipients().stream().map(HostileInputTest::utf8))
                .containsExactlyElementsOf(input.recipients());
        WireClean.assertWireClean8Bit(taken.content());
        ReceivedMail mail = taken.parsed();
        List<String> names = mail.headerNames().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        Set<String> allowed = new TreeSet<>(HEADERS);
        input.extra.keySet().forEach(name -> allowed.add(name.toLowerCase(Locale.ROOT)));
        if (input.extra.getOrDefault("List-Unsubscribe", "").contains("https")) {
            allowed.add("list-unsubscribe-post");
        }
        assertThat(names).isSubsetOf(allowed).doesNotHaveDuplicates();
        assertThat(mail.rawText().toLowerCase(Locale.ROOT))
                .doesNotContain(HostileInputGenerator.LEAK)
                .doesNotContain("\r\nx-evil")
                .doesNotContain("\nbcc:");
        JakartaReader second = JakartaReader.parse(taken.content());
        input.extra.forEach((name, text) -> {
            String expected = text.isBlank() ? null : text;
            assertThat(mail.header(name)).as(name).isEqualTo(expected);
            assertThat(second.header(name)).as(name).isEqualTo(expected);
        });
        assertThat(mail.header("Subject")).isEqualTo(input.subject);
        assertThat(second.subject()).isEqualTo(input.subject);
        for (String line : List.of("From", "To", "Cc", "Reply-To")) {
            assertThat(mail.mailboxes(line)).as(line).hasSameSizeAs(input.at(line));
            assertThat(second.mailboxes(line).stream()
                            .map(HostileInputTest::address)
                            .map(HostileInputTest::utf8))
                    .as(line)
                    .containsExactlyElementsOf(input.at(line));
        }
        Set<String> expected = new TreeSet<>();
        input.files.forEach(file -> expected.add(file.name() + "=" + file.octets()));
        Set<String> found = new TreeSet<>();
        mail.attachments()
                .forEach(file -> found.add(file.fileName() + "=" + new String(file.bytes(), StandardCharsets.UTF_8)));
        assertThat(found).isEqualTo(expected);
    }

    private static String address(String mailbox) {
        return mailbox.endsWith(">") ? mailbox.substring(mailbox.lastIndexOf('<') + 1, mailbox.length() - 1) : mailbox;
    }

    /** The server, and Jakarta Mail in an address, keep each octet as one character. */
    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
