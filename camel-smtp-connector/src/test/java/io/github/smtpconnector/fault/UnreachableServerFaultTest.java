// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.SmtpTestServer;
import org.junit.jupiter.api.Test;

/** Nobody listens, or there is no such host. */
class UnreachableServerFaultTest {

    @Test
    void aServerThatIsDownFailsEachSenderAndHoldsNoPlace() {
        SmtpTestServer server = new SmtpTestServer();
        server.close();
        try (MailerFixture mailer = new MailerFixture(server).maxConnections(1)) {
            for (int i = 0; i < 3; i++) {
                SmtpConnectorException failure = mailer.failure("mail\r\n");
                assertThat(failure.getCategory()).isEqualTo(Category.CONNECT);
                assertThat(failure).isInstanceOf(RetryableSmtpException.class);
                assertThat(failure.getResult().messageId()).isNotEmpty();
            }
            assertThat(mailer.stats().opening()).isZero();
        }
    }

    @Test
    void aHostThatDoesNotExistIsSaidToBeUnresolved() {
        try (SmtpTestServer server = new SmtpTestServer();
                MailerFixture mailer = new MailerFixture(server).host("nowhere.invalid")) {
            SmtpConnectorException failure = mailer.failure("mail\r\n");

            assertThat(failure.getCategory()).isEqualTo(Category.DNS);
            assertThat(failure).isInstanceOf(RetryableSmtpException.class);
        }
    }
}
