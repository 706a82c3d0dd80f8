// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import io.github.smtpconnector.benchmark.Account;
import io.github.smtpconnector.benchmark.Cell;
import io.github.smtpconnector.benchmark.Payload;
import io.github.smtpconnector.benchmark.Security;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.OpenOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.StartTLSOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The Vert.x mail client, shared and pooled, pipelining, with the attachment as a stream: its fastest documented use. */
final class VertxClient implements BenchmarkClient {
    // One event loop: with two, now and then a connection of 5.0.8 does nothing after the greeting and its mail never
    // ends. Where the clients have one core, a second loop would not be faster.
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final MailClient client;
    private final Payload payload;
    private final Path attachment;

    VertxClient(Cell cell, int port, Path attachment) {
        this.payload = cell.payload();
        this.attachment = attachment;
        MailConfig config = new MailConfig()
                .setHostname(Account.HOST)
                .setPort(port)
                .setSsl(cell.security() == Security.IMPLICIT)
                .setStarttls(cell.security() == Security.STARTTLS ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setLogin(cell.security().encrypted() ? LoginOption.REQUIRED : LoginOption.DISABLED)
                .setMaxPoolSize(cell.connections())
                .setKeepAlive(true)
                .setPipelining(true);
        config.setHostnameVerificationAlgorithm("HTTPS");
        if (cell.security().encrypted()) {
            config.setUsername(Account.USERNAME).setPassword(Account.PASSWORD);
        }
        client = MailClient.createShared(vertx, config);
    }

    @Override
    public void send() {
        MailMessage message = new MailMessage()
                .setFrom(Payload.FROM)
                .setTo(payload.recipients())
                .setSubject(Payload.SUBJECT)
                .setText(Payload.TEXT)
                .setHtml(Payload.HTML);
        Future<MailResult> sent = payload.attachmentSize() > 0 ? sendWithFile(message) : client.sendMail(message);
        sent.toCompletionStage().toCompletableFuture().join();
    }

    private Future<MailResult> sendWithFile(MailMessage message) {
        return vertx.fileSystem()
                .open(attachment.toString(), new OpenOptions().setRead(true))
                .compose(file -> client.sendMail(message.setAttachment(MailAttachment.create()
                                .setName("report.bin")
                                .setContentType("application/octet-stream")
                                .setSize(payload.attachmentSize())
                                .setStream(file)))
                        .eventually(file::close));
    }

    /** Waits a while only: with mails that never ended, neither does closing. */
    @Override
    public void close() throws IOException {
        try {
            client.close()
                    .eventually(vertx::close)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(5, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IOException("The client did not close", e);
        }
    }
}
