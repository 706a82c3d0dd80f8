// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import io.github.smtpconnector.benchmark.Account;
import io.github.smtpconnector.benchmark.Cell;
import io.github.smtpconnector.benchmark.Payload;
import io.github.smtpconnector.benchmark.Security;
import jakarta.activation.DataHandler;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.attachment.AttachmentMessage;

/** Camel's own mail component. It has no pool: every mail is a connection, whatever the cell allows. */
final class CamelMailClient {
    private CamelMailClient() {}

    static BenchmarkClient open(Cell cell, int port, Path attachment) throws Exception {
        return new CamelClient(endpoint(cell, port), exchange -> fill(exchange, cell.payload(), attachment));
    }

    private static String endpoint(Cell cell, int port) {
        String scheme = cell.security() == Security.IMPLICIT ? "smtps" : "smtp";
        String account =
                cell.security().encrypted() ? "&username=" + Account.USERNAME + "&password=" + Account.PASSWORD : "";
        String startTls = cell.security() == Security.STARTTLS
                ? "&mail.smtp.starttls.enable=true&mail.smtp.starttls.required=true"
                : "";
        return scheme + "://" + Account.HOST + ":" + port + "?contentType=text/html;charset=UTF-8" + account + startTls;
    }

    private static void fill(Exchange exchange, Payload payload, Path attachment) {
        Message message = exchange.getMessage();
        message.setHeader("From", Payload.FROM);
        message.setHeader("To", String.join(", ", payload.recipients()));
        message.setHeader("Subject", Payload.SUBJECT);
        message.setHeader("CamelMailAlternativeBody", Payload.TEXT);
        message.setBody(Payload.HTML);
        if (payload.attachmentSize() > 0) {
            exchange.getMessage(AttachmentMessage.class)
                    .addAttachment("report.bin", new DataHandler(new BinaryFile(attachment)));
        }
    }
}
