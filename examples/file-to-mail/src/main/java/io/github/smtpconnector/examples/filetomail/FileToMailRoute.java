// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.filetomail;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** A file that was mailed ends in {@code sent}, any other in {@code failed}, beside a text that gives the reason. */
final class FileToMailRoute extends RouteBuilder {

    private static final String REASON =
            "file:{{files.folder}}/failed?fileName=${header.CamelFileName}.reason.txt&fileExist=Override";

    @Override
    public void configure() {
        onException(RetryableSmtpException.class)
                .maximumRedeliveries("{{files.redeliveries}}")
                .redeliveryDelay("{{files.redeliveryDelay}}")
                .useExponentialBackOff()
                .setBody(simple("${header.CamelSmtpConnectorDeliveryState}: ${exception.message}\n"))
                .to(REASON);
        onException(SmtpConnectorException.class)
                .setBody(simple("${header.CamelSmtpConnectorDeliveryState}: ${exception.message}\n"))
                .to(REASON);

        from("file:{{files.folder}}?move=sent&moveFailed=failed&delay={{files.quiet}}"
                        + "&readLock=changed&readLockCheckInterval={{files.quiet}}")
                .routeId("file-to-mail")
                .setHeader(SmtpHeaders.SUBJECT, simple("${header.CamelFileName}"))
                .setHeader(SmtpHeaders.TEXT, simple("${header.CamelFileName} is attached.\n"))
                .setHeader(SmtpHeaders.ATTACHMENTS)
                .message(file -> Map.of(file.getHeader(Exchange.FILE_NAME, String.class), file.getBody()))
                .to("smtp-connector");
    }
}
