// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quickstart;

import io.github.smtpconnector.SmtpHeaders;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** One mail with everything in it: each input for recipients, text and html, an image in the html and two files. */
final class OrdersRoute extends RouteBuilder {

    static final String START = "direct:orders";

    private final int port;
    private final FilesToSend files;

    OrdersRoute(int port, FilesToSend files) {
        this.port = port;
        this.files = files;
    }

    @Override
    public void configure() throws Exception {
        Map<String, Object> logo =
                Map.of("fileName", "logo.png", "content", files.logo(), "contentId", "logo", "inline", true);

        from(START)
                .setHeader(SmtpHeaders.FROM, constant("Orders <orders@example.com>"))
                .setHeader(SmtpHeaders.TO, constant("Ann Example <ann@example.com>; bob@example.com"))
                .setHeader(SmtpHeaders.DYNAMIC_TO, constant(List.of("carol@example.com", "bob@example.com")))
                .setHeader(SmtpHeaders.CC, constant("\"Novák, Jiří\" <dan@example.com>"))
                .setHeader(SmtpHeaders.CC_JSON, constant("[\"erin@example.com\"]"))
                .setHeader(SmtpHeaders.BCC, constant("frank@example.com"))
                .setHeader(SmtpHeaders.BCC_JSON, constant("[\"grace@example.com\"]"))
                .setHeader(SmtpHeaders.REPLY_TO, constant("Help <help@example.com>"))
                .setHeader(SmtpHeaders.SUBJECT, constant("Orders in March – Österreich, Česko, 日本"))
                .setHeader(SmtpHeaders.TEXT, constant("Hello Ann,\n\n1204 orders in March; see the files.\n"))
                .setHeader(SmtpHeaders.HTML, constant(Files.readString(files.html())))
                .setHeader(SmtpHeaders.ATTACHMENTS, constant(files.attachments()))
                .setHeader(SmtpHeaders.MULTIPLE_ATTACHMENTS, constant(List.of(logo)))
                // The certificate of this server is made up; one whose mail matters needs a real one, and not this
                // option.
                .to("smtp-connector:localhost:" + port + "?tlsMode=IMPLICIT&ignoreSelfSignedCertificates=true"
                        + "&username=app&password=secret");
    }
}
