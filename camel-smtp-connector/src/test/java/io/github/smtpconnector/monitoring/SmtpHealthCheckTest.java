// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpComponents;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpReply;
import io.github.smtpconnector.outcome.Verification;
import io.github.smtpconnector.outcome.VerificationStep;
import io.github.smtpconnector.testkit.ManualClock;
import io.github.smtpconnector.testkit.RecordingMailers;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Producer;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SmtpHealthCheckTest {

    private static final Verification GOOD = new Verification(
            "mail.example.com",
            587,
            List.of(
                    new VerificationStep("EHLO", true, Map.of("capabilities", List.of("STARTTLS"))),
                    new VerificationStep("STARTTLS", true, Map.of("protocol", "TLSv1.3")),
                    new VerificationStep("EHLO", true, Map.of("capabilities", List.of("AUTH PLAIN")))),
            null);

    private final ManualClock clock = new ManualClock();
    private Verification next = GOOD;
    private int verified;
    private final SmtpHealthCheck check = new SmtpHealthCheck("producer:test", this::verify, clock);

    private Verification verify() {
        verified++;
        return next;
    }

    private static Verification bad(Failure failure) {
        return new Verification("mail.example.com", 587, List.of(), failure.withServer("mail.example.com:587"));
    }

    private static Failure refusedLogin() {
        return Failure.permanent(Category.AUTH, "the server refused the login")
                .at(Phase.AUTH)
                .withReply(SmtpReply.of(535, "5.7.8 no"))
                .withAdvice("Check username and password");
    }

    @Test
    void isUpWithWhatTheServerIs() {
        HealthCheck.Result result = check.call();
        assertThat(result.getState()).isEqualTo(State.UP);
        assertThat(result.getDetails())
                .containsEntry("host", "mail.example.com")
                .containsEntry("port", 587)
                .containsEntry("tlsProtocol", "TLSv1.3")
                .containsEntry("capabilities", List.of("AUTH PLAIN"));
        assertThat(check.isReadiness()).isTrue();
        assertThat(check.isLiveness()).isFalse();
    }

    @Test
    void isDownWithWhatToChange() {
        next = bad(refusedLogin());
        HealthCheck.Result result = check.call();
        assertThat(result.getState()).isEqualTo(State.DOWN);
        assertThat(result.getDetails())
                .containsEntry("category", "AUTH")
                .containsEntry("phase", "AUTH")
                .containsEntry("reply", "535 5.7.8 no")
                .containsEntry("advice", "Check username and password")
                .containsEntry("retryable", false);
        assertThat(result.getMessage())
                .hasValue("AUTH mail.example.com:587: the server refused the login; the server answered: 535 5.7.8 no."
                        + " Check username and password");
    }

    @Test
    void asksTheServerNoMoreThanOnceInHalfAMinute() {
        assertAskedAgainAfter(Duration.ofSeconds(30));
    }

    @Test
    void doesNotLockAnAccountByAskingWithAWrongPassword() {
        next = bad(refusedLogin());
        assertAskedAgainAfter(Duration.ofMinutes(5));
    }

    @Test
    void asksAgainSoonWhenTheServerCannotLogAnybodyInNow() {
        next = bad(Failure.retryable(Category.AUTH, "later"));
        assertAskedAgainAfter(Duration.ofSeconds(30));
    }

    private void assertAskedAgainAfter(Duration kept) {
        State first = check.call().getState();
        clock.advance(kept.minusNanos(1));
        assertThat(check.call().getState()).isEqualTo(first);
        assertThat(verified).isEqualTo(1);
        clock.advance(Duration.ofNanos(1));
        next = first == State.UP ? bad(Failure.retryable(Category.CONNECT, "gone")) : GOOD;
        assertThat(check.call().getState()).isNotEqualTo(first);
        assertThat(verified).isEqualTo(2);
    }

    @Test
    void sendsNoMailWhenCamelAsks() throws Exception {
        try (SmtpTestServer server = new SmtpTestServer();
                DefaultCamelContext camel = camel(true)) {
            server.login("ann", "secret", "PLAIN").start();
            String uri = "smtp-connector:localhost:" + server.port() + "?useTls=false&from=a@test.example";
            camel.start();
            camel.createProducerTemplate()
                    .sendBodyAndHeader(uri + "&username=ann&password=secret", "hi", SmtpHeaders.TO, "b@test.example");
            int before = server.commands().size();
            Collection<HealthCheck.Result> results = HealthCheckHelper.invokeReadiness(camel);
            assertThat(only(results).getState()).isEqualTo(State.UP);
            assertThat(only(results).getCheck().getId())
                    .isEqualTo("producer:smtp-connector-localhost:" + server.port());
            server.session(2).awaitEnd();
            assertThat(server.commands().subList(before, server.commands().size()))
                    .hasSize(4)
                    .noneMatch(command -> command.startsWith("MAIL"));
            assertThat(server.mails()).hasSize(1);
            assertThat(HealthCheckHelper.invokeLiveness(camel)).noneMatch(this::isOurs);
        }
    }

    @Test
    void makesOneCheckForEachServerAndLoginAndTakesItAway() throws Exception {
        try (DefaultCamelContext camel = camel(true)) {
            camel.addComponent(
                    "smtp-connector", SmtpComponents.with(new RecordingMailers(), java.time.Clock.systemUTC()));
            camel.start();
            var first = camel.getEndpoint("smtp-connector:h?to=a@example.com").createProducer();
            var same = camel.getEndpoint("smtp-connector:h?to=b@example.com").createProducer();
            var other = camel.getEndpoint("smtp-connector:h?username=the-user&password=p")
                    .createProducer();
            first.start();
            same.start();
            other.start();
            assertThat(ids(camel)).containsExactly("producer:smtp-connector-h:587", "producer:smtp-connector-h:587-2");
            first.stop();
            assertThat(ids(camel)).hasSize(2);
            same.stop();
            assertThat(ids(camel)).containsExactly("producer:smtp-connector-h:587-2");
            other.stop();
            assertThat(ids(camel)).isEmpty();
        }
    }

    @Test
    void keepsItsNameHoweverOftenRoutesAreRestarted() throws Exception {
        try (DefaultCamelContext camel = camel(true)) {
            camel.addComponent(
                    "smtp-connector", SmtpComponents.with(new RecordingMailers(), java.time.Clock.systemUTC()));
            camel.start();
            List<Producer> producers = new ArrayList<>();
            for (String login : List.of("a", "b", "c")) {
                producers.add(camel.getEndpoint("smtp-connector:h?password=p&username=" + login)
                        .createProducer());
            }
            for (Producer producer : producers) {
                producer.start();
            }
            List<String> names = ids(camel);
            assertThat(names).hasSize(3);
            for (int i = 0; i < 3; i++) {
                for (Producer producer : producers) {
                    producer.stop();
                    producer.start();
                    assertThat(ids(camel)).containsExactlyInAnyOrderElementsOf(names);
                }
            }
        }
    }

    @Test
    void aDryRunThatEndsTakesNoCheckAway() throws Exception {
        try (DefaultCamelContext camel = camel(true)) {
            camel.addComponent(
                    "smtp-connector", SmtpComponents.with(new RecordingMailers(), java.time.Clock.systemUTC()));
            camel.start();
            Producer real = camel.getEndpoint("smtp-connector:h").createProducer();
            Producer dry = camel.getEndpoint("smtp-connector:h?dryRun=true").createProducer();
            real.start();
            dry.start();
            dry.stop();
            assertThat(ids(camel)).containsExactly("producer:smtp-connector-h:587");
        }
    }

    @Test
    void canBeSwitchedOffForTheComponent() throws Exception {
        try (DefaultCamelContext camel = camel(true)) {
            RecordingMailers mailers = new RecordingMailers();
            SmtpComponent component = SmtpComponents.with(mailers, java.time.Clock.systemUTC());
            component.setHealthCheckProducerEnabled(false);
            camel.addComponent("smtp-connector", component);
            camel.start();
            camel.getEndpoint("smtp-connector:h").createProducer().start();
            HealthCheck.Result result = only(HealthCheckHelper.invoke(camel));
            assertThat(result.getState()).isEqualTo(State.UNKNOWN);
            assertThat(mailers.verified).isZero();
        }
    }

    /** As in any application that did not say camel.health.producersEnabled=true. */
    @Test
    void isNotAskedUnlessTheApplicationWantsProducersChecked() throws Exception {
        try (DefaultCamelContext camel = camel(false)) {
            RecordingMailers mailers = new RecordingMailers();
            camel.addComponent("smtp-connector", SmtpComponents.with(mailers, java.time.Clock.systemUTC()));
            camel.start();
            camel.getEndpoint("smtp-connector:h").createProducer().start();
            assertThat(HealthCheckHelper.invoke(camel)).noneMatch(this::isOurs);
            assertThat(mailers.verified).isZero();
        }
    }

    private static DefaultCamelContext camel(boolean producersEnabled) {
        DefaultCamelContext camel = new DefaultCamelContext();
        DefaultHealthCheckRegistry registry = new DefaultHealthCheckRegistry();
        registry.setCamelContext(camel);
        camel.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, registry);
        HealthCheckRepository producers = (HealthCheckRepository) registry.resolveById("producers");
        producers.setEnabled(producersEnabled);
        registry.register(producers);
        return camel;
    }

    private boolean isOurs(HealthCheck.@Nullable Result result) {
        return result != null && result.getCheck().getId().startsWith("producer:");
    }

    private HealthCheck.Result only(Collection<HealthCheck.Result> results) {
        List<HealthCheck.Result> ours = results.stream().filter(this::isOurs).toList();
        assertThat(ours).hasSize(1);
        return ours.get(0);
    }

    private static List<String> ids(DefaultCamelContext camel) {
        return HealthCheckHelper.getHealthCheckRepository(camel, "producers").stream()
                .map(HealthCheck::getId)
                .toList();
    }
}
