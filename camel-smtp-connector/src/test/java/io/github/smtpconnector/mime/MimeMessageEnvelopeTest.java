// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MimeMessageEnvelopeTest {

    @Test
    void readsTheAddressesOfAMessage() throws Exception {
        MimeMessageEnvelope read =
                read("From: Ann <ann@example.org>\r\nTo: =?utf-8?Q?=C3=A4?= <b@example.org>, team: c@x, d@x;\r\n"
                        + "Cc: \"a b\"@example.org\r\nBcc: secret@example.org\r\n\r\nx");
        List<String> shown = List.of("b@example.org", "c@x", "d@x", "\"a b\"@example.org");
        assertThat(read.from()).isEqualTo("ann@example.org");
        assertThat(read.shown()).containsExactlyElementsOf(shown);
        assertThat(read.recipients())
                .containsAll(shown)
                .endsWith("secret@example.org")
                .hasSize(5);
    }

    @Test
    void showsAllRecipientsWhereNoneIsHidden() throws Exception {
        MimeMessageEnvelope read = read("From: a@example.org\r\nTo: b@example.org\r\n\r\nx");
        assertThat(read.recipients()).containsExactly("b@example.org").isEqualTo(read.shown());
    }

    private static MimeMessageEnvelope read(String mail) throws MessagingException {
        return new MimeMessageEnvelope(
                new MimeMessage(null, new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8))));
    }
}
