// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static io.github.smtpconnector.testkit.WireClean.assertWireClean;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.EmailAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The octets as a reviewer sees them: a change to any of them shows in the diff of a file in {@code mime/}. */
class MimeRendererGoldenTest {

    private static final Map<String, Email> MAILS = Map.of(
            "text",
                    Mails.mail()
                            .subject("Plain")
                            .text("Hello Bob,\n\nsee you.\nAnn\n")
                            .build(),
            "html-german",
                    Mails.mail()
                            .subject("Grüße aus Köln")
                            .html("<p>Schöne Grüße = 100 % </p> \n.\nFrom me")
                            .build(),
            "text-html",
                    Mails.mail()
                            .cc(new EmailAddress("O'Neil, Jr.", "oneil", "example.com"))
                            .bcc(new EmailAddress(null, "secret", "example.com"))
                            .replyTo(new EmailAddress("Jürgen", "j", "example.org"))
                            .subject("Both")
                            .text("Hello")
                            .html("<p>Hello</p>")
                            .build(),
            "everything",
                    Mails.mail()
                            .subject("Ваш заказ")
                            .text("Привет, мир")
                            .html("<img src=\"cid:logo@example.org\">")
                            .attach(Mails.file("logo.png", "image/png", "not a png")
                                    .inline("logo@example.org"))
                            .attach(Mails.file("Angebot Müller.pdf", "application/pdf", "x".repeat(100)))
                            .attach(Mails.file("empty.txt", "text/plain", ""))
                            .build(),
            "attachment",
                    Mails.mail()
                            .attach(Mails.file("forwarded.eml", "message/rfc822", "Subject: x\n\ny"))
                            .build());

    @ParameterizedTest
    @ValueSource(strings = {"text", "html-german", "text-html", "everything", "attachment"})
    void isWrittenAsEver(String name) throws IOException {
        byte[] octets = Mails.octets(Objects.requireNonNull(MAILS.get(name)));
        assertWireClean(octets);
        try (InputStream golden = getClass().getResourceAsStream("/mime/" + name + ".eml")) {
            assertThat(golden).as("mime/" + name + ".eml").isNotNull();
            assertThat(octets).asString().isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
