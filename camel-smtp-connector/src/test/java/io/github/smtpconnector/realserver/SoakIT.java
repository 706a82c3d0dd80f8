// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import io.github.smtpconnector.realserver.SoakSender.Outcome;
import io.github.smtpconnector.realserver.SoakSender.Repetition;
import io.github.smtpconnector.testkit.CuttingProxy;
import io.github.smtpconnector.testkit.Interrupts;
import io.github.smtpconnector.testkit.ReceivedMail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many mails through routes that repeat nothing, what may be sent again, or whatever failed, to real servers with all
 * their limits, over connections that are cut at random, from threads that are interrupted at random, by a component that
 * is stopped and started meanwhile. {@code -Dsoak.mails=20000} for more of them, {@code -Dsoak.seed=2} for others.
 */
class SoakIT {

    private static final int MAILS = Integer.getInteger("soak.mails", 300);
    private static final long SEED = Long.getLong("soak.seed", 1);
    /** More than there are connections, so that mails share them. */
    private static final int SENDERS = 10;

    private static final Duration BETWEEN_INTERRUPTS = Duration.ofMillis(100);
    /** So many mails after another restart of the component. */
    private static final int RESTARTED_AFTER = 300;

    private static final Duration SETTLING_LIMIT = Duration.ofMinutes(5);

    private PostfixServer postfix;

    @BeforeEach
    void start() throws Exception {
        PostfixServer.assumeAvailable();
        postfix = PostfixServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (postfix != null) {
            postfix.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void losesAndDoublesNothingWithPostfix(Repetition repetition) throws Exception {
        List<Outcome> reported = sendAll("Postfix", postfix.port(PostfixDoor.STRICT), repetition);
        judge("Postfix", reported, repetition);
    }

    @ParameterizedTest
    @EnumSource
    void losesAndDoublesNothingWithDovecot(Repetition repetition) throws Exception {
        DovecotServer.assumeAvailable();
        List<Outcome> reported;
        try (DovecotServer dovecot = DovecotServer.start(postfix.port(PostfixDoor.STRICT_INSIDE), null)) {
            reported = sendAll("Dovecot", dovecot.port(DovecotDoor.STARTTLS), repetition);
        }
        judge("Dovecot", reported, repetition);
    }

    private static List<Outcome> sendAll(String server, int port, Repetition repetition) throws Exception {
        long start = System.nanoTime();
        List<Outcome> reported = new ArrayList<>();
        try (CuttingProxy proxy = new CuttingProxy(port, SEED);
                SoakSender sender = new SoakSender(proxy.port(), repetition);
                Interrupts senders = new Interrupts(SENDERS, BETWEEN_INTERRUPTS, SEED)) {
            List<Future<Outcome>> sending = IntStream.range(0, MAILS)
                    .mapToObj(number -> senders.executor().submit(() -> sender.send(SoakMail.of(number))))
                    .toList();
            for (int i = 0; i < MAILS; i++) {
                reported.add(sending.get(i).get());
                if (i % RESTARTED_AFTER == RESTARTED_AFTER / 2) {
                    sender.restart();
                }
            }
            System.out.printf(
                    "Soak of %s, repeating %s, seed %d: %d mails in %d s over %d connections, %d of them cut%n",
                    server,
                    repetition,
                    SEED,
                    MAILS,
                    Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                    proxy.connections(),
                    proxy.cuts());
            assertThat(proxy.cuts()).isPositive();
        }
        return reported;
    }

    private void judge(String server, List<Outcome> reported, Repetition repetition) {
        postfix.awaitEveryoneGone(SETTLING_LIMIT);
        SoakTally tally = new SoakTally(reported);
        postfix.mailbox().mails(SETTLING_LIMIT).map(ReceivedMail::parse).forEach(tally::found);
        tally.judge();
        System.out.println("Soak of " + server + ": " + tally.figures());

        assertThat(tally.complaints()).isEmpty();
        assertThat(tally.mails(DeliveryState.ACCEPTED)).isPositive();
        assertThat(tally.mails(DeliveryState.PARTIAL)).isPositive();
        if (repetition == Repetition.RETRYABLE) {
            reported.forEach(SoakIT::failsForItsReasonAlone);
        }
    }

    /** No mail may be given up for a cut that happened before it was handed over, only for an interrupt or the end. */
    private static void failsForItsReasonAlone(Outcome outcome) {
        SmtpConnectorException failure = outcome.failure();
        if (failure == null || failure instanceof UncertainDeliveryException || isEnded(failure)) {
            return;
        }
        SoakMail mail = outcome.mail();
        if (mail.kind() == SoakMail.Kind.REFUSED && !mail.sendsAccepted()) {
            assertThat(failure.getCategory()).as(mail.toString()).isEqualTo(Category.RECIPIENTS_REJECTED);
        } else if (mail.kind() == SoakMail.Kind.TOO_LARGE) {
            assertThat(failure.getCategory()).as(mail.toString()).isEqualTo(Category.SIZE);
        } else {
            throw new AssertionError(
                    "given up: " + mail + ", reported as " + outcome.result().state(), failure);
        }
    }

    private static boolean isEnded(SmtpConnectorException failure) {
        String problem = failure.getFailure().problem();
        return problem.contains("interrupted") || problem.contains("being stopped");
    }
}
