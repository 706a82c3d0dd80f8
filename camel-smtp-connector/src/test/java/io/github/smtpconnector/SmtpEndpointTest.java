// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.smtpconnector.email.PartialDelivery;
import io.github.smtpconnector.testkit.RecordingMailers;
import io.github.smtpconnector.wire.ServerIdentity;
import io.github.smtpconnector.wire.login.Credentials;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import io.github.smtpconnector.wire.tls.TlsPolicy.Mode;
import io.github.smtpconnector.wire.tls.Trust;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpEndpointTest {

    private final RecordingMailers mailers = new RecordingMailers();
    private final SmtpComponent component = new SmtpComponent(mailers, Clock.systemUTC());
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.addComponent("smtp-connector", component);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private ServerIdentity identityOf(String uri) {
        context.getEndpoint(uri);
        return mailers.opened.get(mailers.opened.size() - 1).server();
    }

    @ParameterizedTest
    @CsvSource({
        "smtp-connector:mail.example.com, mail.example.com, 587",
        "smtp-connector:mail.example.com:2525, mail.example.com, 2525",
        "smtp-connector://mail.example.com:465, mail.example.com, 465",
        "smtp-connector:192.0.2.1:2525, 192.0.2.1, 2525",
        "smtp-connector:[::1]:2525, ::1, 2525",
        "smtp-connector:[2001:db8::25], 2001:db8::25, 587",
        "smtp-connector:mail_1.example.com, mail_1.example.com, 587",
        "smtp-connector:mail.example.com?port=465, mail.example.com, 465",
        "smtp-connector:?host=mail.example.com, mail.example.com, 587",
        "smtp-connector:?host=RAW( mail.example.com ), mail.example.com, 587",
    })
    void readsTheServerFromThePath(String uri, String host, int port) {
        assertThat(identityOf(uri))
                .extracting(ServerIdentity::host, ServerIdentity::port)
                .containsExactly(host, port);
    }

    @ParameterizedTest
    @CsvSource({
        "smtp-connector:?to=ann@example.com",
        "smtp-connector?to=ann@example.com",
        "smtp-connector://?to=ann@example.com",
        "smtp-connector",
    })
    void takesHostAndPortFromTheComponent(String uri) {
        component.setHost("mail.example.com");
        component.setPort(2525);
        assertThat(identityOf(uri).server()).isEqualTo("mail.example.com:2525");
    }

    @ParameterizedTest
    @CsvSource({
        "h:587, STARTTLS_REQUIRED",
        "h:587?useTls=false, STARTTLS_OFFERED",
        "h:465, IMPLICIT",
        "h:465?useTls=false, IMPLICIT",
        "h:465?tlsMode=STARTTLS, STARTTLS_REQUIRED",
        "h:465?tlsMode=STARTTLS&useTls=false, STARTTLS_OFFERED",
        "h:2465?tlsMode=IMPLICIT, IMPLICIT",
        "h:2465?tlsMode=implicit, IMPLICIT",
        "h:587?tlsMode=STARTTLS, STARTTLS_REQUIRED",
    })
    void choosesTlsByTheMatrix(String rest, Mode mode) {
        assertThat(identityOf("smtp-connector:" + rest).tls())
                .isEqualTo(new TlsPolicy(mode, Trust.CHAIN_AND_NAME, null));
    }

    @Test
    void triesTheHostsAfterTheOneOfThePathEachWithItsPortAndTls() {
        ServerIdentity identity = identityOf(
                "smtp-connector:one?hosts=RAW(two, three:465,one,[2001:db8::1]:2525,two:587)&username=a&password=b");
        assertThat(identity.all())
                .extracting(ServerIdentity::server, server -> server.tls().mode())
                .containsExactly(
                        tuple("one:587", Mode.STARTTLS_REQUIRED),
                        tuple("two:587", Mode.STARTTLS_REQUIRED),
                        tuple("three:465", Mode.IMPLICIT),
                        tuple("2001:db8::1:2525", Mode.STARTTLS_REQUIRED));
        assertThat(identity.all())
                .allSatisfy(server -> assertThat(server.credentials()).isEqualTo(identity.credentials()));
        assertThat(identity).isNotEqualTo(identityOf("smtp-connector:one?username=a&password=b"));
    }

    @Test
    void readsTimesAndLimitsInTheFormsOfCamel() {
        context.getEndpoint(
                "smtp-connector:h?connectTimeout=1s&tlsTimeout=2000&replyTimeout=3m&writeTimeout=4s"
                        + "&finalReplyTimeout=1h&maxConnections=2&maxMessagesPerConnection=3&idleTimeout=5s"
                        + "&maxConnectionAge=6s&maxWait=7s&maxInFlight=8&maxMessagesPerSecond=0.5&partialDelivery=SEND_ACCEPTED");
        RecordingMailers.Opened opened = mailers.opened.get(0);
        assertThat(opened.timeouts())
                .isEqualTo(new io.github.smtpconnector.wire.dialogue.Timeouts(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(3),
                        Duration.ofSeconds(4),
                        Duration.ofHours(1)));
        assertThat(opened.limits())
                .isEqualTo(new io.github.smtpconnector.pool.PoolLimits(
                        2,
                        3,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        8,
                        new io.github.smtpconnector.turns.PaceLimits(0.5, 0, false, null)));
        assertThat(opened.partialDelivery()).isEqualTo(PartialDelivery.SEND_ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "username=ann&password=RAW(a+b&c%d#e?f) | a+b&c%d#e?f",
                "username=ann&password=RAW{x)y(} | x)y(",
                "username=ann&password={{the.password}} | from+a&placeholder",
                "username=ann&password=#bean:thePassword | of-a-bean",
            })
    void readsThePasswordAsCamelDoes(String login, String password) {
        Properties properties = new Properties();
        properties.setProperty("the.password", "RAW(from+a&placeholder)");
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getRegistry().bind("thePassword", "of-a-bean");
        assertThat(identityOf("smtp-connector:h?" + login).credentials()).isEqualTo(new Credentials("ann", password));
    }

    @Test
    void keepsSecretsOutOfEverythingShown() {
        SmtpEndpoint endpoint =
                context.getEndpoint("smtp-connector:h?username=the-user&password=RAW(the+secret)", SmtpEndpoint.class);
        assertThat(endpoint.toString()).doesNotContain("the+secret", "the-user");
        assertThat(endpoint.getServiceUrl()).isEqualTo("smtp:h:587");
        assertThat(mailers.opened.toString()).doesNotContain("the+secret", "the-user");
        assertThatThrownBy(() -> context.getEndpoint("smtp-connector:h:25?username=the-user&password=RAW(the+secret)"))
                .message()
                .doesNotContain("the+secret")
                .doesNotContain("the-user");
    }

    @Test
    void keepsASecretOutOfTheErrorWhenItWasWrittenIntoTheHost() {
        assertThatThrownBy(() -> context.getEndpoint("smtp-connector:ann:hunter2@mail.example.com:587"))
                .message()
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"auto,", "plain, PLAIN", "Cram-MD5, CRAM-MD5", "LOGIN, LOGIN"})
    void readsTheMechanismInAnyCase(String given, String used) {
        assertThat(identityOf("smtp-connector:h?username=a&password=b&authMechanism=" + given)
                        .authMechanism())
                .isEqualTo(used);
    }

    @ParameterizedTest
    @CsvSource({"mail.example.com", "[192.0.2.1]", "[IPv6:2001:db8::1]", "host-1"})
    void introducesItselfByTheNameGiven(String name) {
        assertThat(identityOf("smtp-connector:h?localHostname=RAW(" + name + ")")
                        .localHostname())
                .isEqualTo(name);
    }

    @Test
    void sharesOneTlsContextAmongEndpointsWithTheSameParameters() {
        context.getRegistry().bind("tls", new SSLContextParameters());
        context.getRegistry().bind("other", new SSLContextParameters());
        ServerIdentity first = identityOf("smtp-connector:h?sslContextParameters=#tls&to=a@example.com");
        ServerIdentity second = identityOf("smtp-connector:h?sslContextParameters=#tls&to=b@example.com");
        ServerIdentity other = identityOf("smtp-connector:h?sslContextParameters=#other");
        assertThat(first.tls().context()).isNotNull();
        assertThat(second).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void usesTheGlobalTlsParametersOnlyWhenAsked() {
        context.setSSLContextParameters(new SSLContextParameters());
        assertThat(identityOf("smtp-connector:h").tls().context()).isNull();
        component.setUseGlobalSslContextParameters(true);
        assertThat(identityOf("smtp-connector:h2").tls().context()).isNotNull();
    }

    @Test
    void namesTheOptionWhenTheTlsParametersAreBad() {
        SSLContextParameters bad = new SSLContextParameters();
        bad.setSecureSocketProtocol("TLSv9");
        context.getRegistry().bind("bad", bad);
        assertThatThrownBy(() -> context.getEndpoint("smtp-connector:h?sslContextParameters=#bad"))
                .hasStackTraceContaining("sslContextParameters:");
    }

    @Test
    void leavesTheComponentAsItWasWhenAnEndpointIsMade() {
        component.getConfiguration().setFrom("ann@example.com");
        SmtpEndpoint endpoint = context.getEndpoint("smtp-connector:h:2525?from=bob@example.com", SmtpEndpoint.class);
        assertThat(endpoint.getConfiguration().getFrom()).isEqualTo("bob@example.com");
        assertThat(component.getConfiguration().getFrom()).isEqualTo("ann@example.com");
        assertThat(component.getHost()).isNull();
        assertThat(component.getPort()).isEqualTo(587);
    }

    @Test
    void receivesNoMail() {
        assertThatThrownBy(() -> context.getEndpoint("smtp-connector:h").createConsumer(exchange -> {}))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("receives none");
    }

    @Test
    void givesItsMailerBackWhenStopped() {
        context.getEndpoint("smtp-connector:h").stop();
        assertThat(mailers.closed).isEqualTo(1);
    }

    @Test
    void isHandedToTheListenerBeforeItIsUsed() {
        List<String> heard = new ArrayList<>();
        Consumer<Endpoint> listener = endpoint -> heard.add(endpoint.getEndpointBaseUri());
        context.getRegistry().bind("smtp-connector.endpoints", listener);
        context.getEndpoint("smtp-connector:mail.example.com:2525");
        assertThat(heard).singleElement().asString().contains("mail.example.com:2525");
    }
}
