// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import io.github.smtpconnector.benchmark.Account;
import io.github.smtpconnector.benchmark.Cell;
import io.github.smtpconnector.benchmark.Payload;
import java.io.IOException;
import java.nio.file.Path;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/** Simple Java Mail with its batch module, whose pool may hold as many connections as the cell allows. */
final class SimpleJavaMailClient implements BenchmarkClient {
    private final Payload payload;
    private final Path attachment;
    private final Mailer mailer;

    SimpleJavaMailClient(Cell cell, int port, Path attachment) {
        this.payload = cell.payload();
        this.attachment = attachment;
        boolean encrypted = cell.security().encrypted();
        mailer = MailerBuilder.withSMTPServer(
                        Account.HOST, port, encrypted ? Account.USERNAME : null, encrypted ? Account.PASSWORD : null)
                .withTransportStrategy(
                        switch (cell.security()) {
                            case PLAIN -> TransportStrategy.SMTP;
                            case STARTTLS -> TransportStrategy.SMTP_TLS;
                            case IMPLICIT -> TransportStrategy.SMTPS;
                        })
                .trustingAllHosts(false)
                .withConnectionPoolCoreSize(cell.connections())
                .withConnectionPoolMaxSize(cell.connections())
                .buildMailer();
    }

    @Override
    public void send() {
        EmailPopulatingBuilder email = EmailBuilder.startingBlank()
                .from(Payload.FROM)
                .toMultiple(payload.recipients())
                .withSubject(Payload.SUBJECT)
                .withPlainText(Payload.TEXT)
                .withHTMLText(Payload.HTML);
        if (payload.attachmentSize() > 0) {
            email.withAttachment("report.bin", new BinaryFile(attachment));
        }
        mailer.sendMail(email.buildEmail()).join();
    }

    @Override
    public void close() throws IOException {
        try {
            mailer.close();
        } catch (Exception e) {
            throw new IOException("The pool did not close", e);
        }
    }
}
