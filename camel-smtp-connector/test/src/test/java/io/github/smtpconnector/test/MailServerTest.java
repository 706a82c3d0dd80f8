// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each client sends to each kind of server. */
class MailServerTest {

    static Stream<Arguments> clientsAndServers() {
        Map<String, Supplier<MailServer>> servers = Map.of(
                "in clear",
                MailServer::inClear,
                "STARTTLS",
                MailServer::withStartTls,
                "implicit TLS",
                MailServer::withImplicitTls,
                "STARTTLS and login",
                () -> MailServer.withStartTls().login("app", "p&=?#%+ \"é"),
                "TLS and one mechanism",
                () -> MailServer.withImplicitTls().login("app", "secret", "LOGIN"),
                "bare",
                () -> MailServer.inClear()
                        .without("PIPELINING", "SIZE", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "CHUNKING"));
        return Stream.of(Clients.values()).flatMap(client -> servers.entrySet().stream()
                .map(server -> Arguments.of(client, server.getKey(), server.getValue())));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("clientsAndServers")
    void keepsTheMailAsAValue(Clients client, String name, Supplier<MailServer> kind) throws Exception {
        try (MailServer server = kind.get().start()) {
            client.send(server, server.properties(), "Hello Ann,\n\nit is on its way – bald.\n");

            Mail mail = server.mail()
                    .to("ann@example.com")
                    .from("orders@example.com")
                    .hasSubject("Grüße – 注文")
                    .hasText("Hello Ann,\n\nit is on its way – bald.")
                    .hasRecipients("bob@example.com", "ann@example.com")
                    .hasNoAttachments()
                    .hasNoHeader("Bcc")
                    .get();
            assertThat(mail.sender()).isEqualTo("orders@example.com");
            assertThat(mail.from()).isEqualTo("Orders <orders@example.com>");
            assertThat(mail.to()).containsExactly("Ann Example <ann@example.com>", "bob@example.com");
            assertThat(mail.parts()).isEqualTo("text/plain");
            assertThat(mail.sourceText()).contains("\r\n\r\n");
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.commands("RCPT")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Clients.class)
    void refusesAnotherPassword(Clients client) throws Exception {
        try (MailServer server =
                MailServer.withStartTls().login("app", "secret").start()) {
            Map<String, String> options = server.properties();
            options.put("camel.component.smtp-connector.password", "another");

            assertThat(messages(() -> client.send(server, options, "Hello"))).contains("535");
            server.hasNoMail();
        }
    }

    @ParameterizedTest
    @EnumSource(Clients.class)
    void refusesMailWithoutALogin(Clients client) throws Exception {
        try (MailServer server =
                MailServer.withStartTls().login("app", "secret").start()) {
            Map<String, String> options = server.properties();
            options.keySet().removeIf(name -> name.endsWith("username") || name.endsWith("password"));

            assertThat(messages(() -> client.send(server, options, "Hello"))).contains("530 5.7.0 log in first");
            server.hasNoMail();
        }
    }

    @ParameterizedTest
    @EnumSource(Clients.class)
    void refusesOneRecipientAndDefersAnother(Clients client) throws Exception {
        try (MailServer server = MailServer.inClear()
                .refuse("ann@example.com")
                .defer("BOB@example.com")
                .start()) {
            assertThat(messages(() -> client.send(server))).contains("550 5.1.1 no such mailbox");
            assertThat(server.commands()).contains("RCPT TO:<ann@example.com>", "RCPT TO:<bob@example.com>");
            server.hasNoMail();
        }
    }

    @ParameterizedTest
    @EnumSource(Clients.class)
    void takesNoMailThatIsTooBig(Clients client) throws Exception {
        try (MailServer server = MailServer.inClear().maxSize(1000).start()) {
            assertThat(messages(() -> client.send(server, server.properties(), "x ".repeat(1000))))
                    .containsAnyOf("552 5.3.4 the mail is too big", "the server takes 1000");
            server.hasNoMail();
        }
    }

    /** What the failure and its causes say. */
    static String messages(org.assertj.core.api.ThrowableAssert.ThrowingCallable sending) {
        StringBuilder messages = new StringBuilder();
        for (Throwable e = catchThrowable(sending); e != null; e = e.getCause()) {
            messages.append(e.getMessage()).append('\n');
            if (e instanceof jakarta.mail.MessagingException mail && mail.getNextException() != null) {
                messages.append(mail.getNextException()).append('\n');
            }
        }
        return messages.toString();
    }
}
