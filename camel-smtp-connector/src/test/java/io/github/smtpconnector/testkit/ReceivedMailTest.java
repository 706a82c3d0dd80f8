// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import static io.github.smtpconnector.testkit.WireClean.assertWireClean;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedMailTest {

    private static final byte[] MAIL = octets(
            """
            From: =?UTF-8?Q?J=C3=BCrgen?= <j@example.org>
            To: a@example.org, "B, C" <b@example.org>
            Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="x"

            --x
            Content-Type: multipart/alternative; boundary="y"

            --y
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: quoted-printable

            =C3=A4
            --y
            Content-Type: text/html

            <p>b</p>
            --y--
            --x
            Content-Type: application/pdf; name="=?UTF-8?Q?=C3=A4.pdf?="
            Content-Disposition: attachment; filename*=UTF-8''%C3%A4.pdf
            Content-ID: <1@x>
            Content-Transfer-Encoding: base64

            aGk=
            --x--
            """);

    @Test
    void readsWhatArrived() {
        ReceivedMail mail = ReceivedMail.parse(MAIL);
        assertThat(mail.tree()).isEqualTo("mixed[alternative[text/plain,text/html],application/pdf]");
        assertThat(mail.header("subject")).isEqualTo("Grüße");
        assertThat(mail.mailboxes("From")).containsExactly("Jürgen <j@example.org>");
        assertThat(mail.mailboxes("To")).containsExactly("a@example.org", "B, C <b@example.org>");
        assertThat(mail.text()).isEqualTo("ä");
        assertThat(mail.html()).isEqualTo("<p>b</p>");
        ReceivedPart file = mail.attachments().get(0);
        assertThat(file.fileName()).isEqualTo("ä.pdf");
        assertThat(file.typeName()).isEqualTo("ä.pdf");
        assertThat(file.disposition()).isEqualTo("attachment");
        assertThat(file.contentId()).isEqualTo("1@x");
        assertThat(file.bytes()).isEqualTo("hi".getBytes(StandardCharsets.US_ASCII));
        assertThatCode(() -> assertWireClean(MAIL)).doesNotThrowAnyException();
    }

    @Test
    void bothReadersAgree() {
        ReceivedMail mail = ReceivedMail.parse(MAIL);
        JakartaReader other = JakartaReader.parse(MAIL);
        assertThat(other.tree()).isEqualTo(mail.tree());
        assertThat(other.subject()).isEqualTo(mail.header("Subject"));
        assertThat(other.mailboxes("To")).isEqualTo(mail.mailboxes("To"));
        assertThat(other.text()).isEqualTo(mail.text());
        assertThat(other.html()).isEqualTo(mail.html());
        assertThat(other.attachments().toString()).isEqualTo(mail.attachments().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A: b\n\r\n",
                "A: b\r\n\r\nx\ry\r\n",
                "A: b\r\n",
                "A: b\r\n\r\nx",
                "A: b\r\n \r\n\r\n",
                "A: ä\r\n\r\n"
            })
    void wireCleanRefuses(String mail) {
        assertThatThrownBy(() -> assertWireClean(mail.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void wireCleanRefusesALineOver998Octets() {
        byte[] longest = ("A: b\r\n\r\n" + "x".repeat(998) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        assertThatCode(() -> assertWireClean(longest)).doesNotThrowAnyException();
        byte[] longer = ("A: b\r\n\r\n" + "x".repeat(999) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> assertWireClean(longer)).hasMessageContaining("999");
    }

    private static byte[] octets(String lines) {
        return lines.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
