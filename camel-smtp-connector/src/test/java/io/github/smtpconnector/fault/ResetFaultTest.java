// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** RSET refused where it leads a mail that is written behind another: the fault matrix has all else of it. */
class ResetFaultTest {

    private static final Fault REFUSED = Fault.reply("500 5.5.2 what?");

    @Test
    void theAnswersToTheMailCountAndNotTheOneToReset() {
        try (SmtpTestServer server = overlapping().start();
                MailerFixture mailer = mailer(server)) {
            assertThat(fourthMail(server, mailer).join().state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.connections()).isOne();
            assertThat(server.mails()).hasSize(4);
        }
    }

    @Test
    void aMailThatIsRefusedForTheOneBeforeGoesOverAnotherConnection() {
        try (SmtpTestServer server = overlapping()
                        .on(1, "MAIL", 4, Fault.reply("503 5.5.1 nested MAIL command"))
                        .start();
                MailerFixture mailer = mailer(server)) {
            assertThat(fourthMail(server, mailer).join().state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.mails()).hasSize(4);
        }
    }

    @Test
    void aMailThatMayHaveBeenTakenIntoTheOneBeforeIsInDoubt() {
        try (SmtpTestServer server = overlapping()
                        .on(1, "MAIL", 4, Fault.claiming("503 5.5.1 nested MAIL command"))
                        .start();
                MailerFixture mailer = mailer(server)) {
            assertThat(fourthMail(server, mailer)
                            .handle((result, failure) -> (SmtpConnectorException) failure.getCause())
                            .join()
                            .getDeliveryState())
                    .isEqualTo(DeliveryState.UNKNOWN);
            assertThat(server.mails()).hasSize(4);
        }
    }

    private static SmtpTestServer overlapping() {
        return new SmtpTestServer().on(1, "RSET", 1, REFUSED).on(1, "CONTENT", 3, session -> {
            session.reached();
            session.awaitOctets();
            return true;
        });
    }

    private static MailerFixture mailer(SmtpTestServer server) {
        return new MailerFixture(server).maxConnections(1).maxInFlight(2);
    }

    /** The third is held until the fourth is on its way behind it. */
    private static CompletableFuture<SendResult> fourthMail(SmtpTestServer server, MailerFixture mailer) {
        mailer.send("first\r\n");
        mailer.send("second\r\n");
        CompletableFuture<SendResult> third = InBackground.supply(() -> mailer.send("third\r\n"));
        server.awaitReached();
        CompletableFuture<SendResult> fourth = InBackground.supply(() -> mailer.send("fourth\r\n"));
        assertThat(third.join().state()).isEqualTo(DeliveryState.ACCEPTED);
        return fourth;
    }
}
