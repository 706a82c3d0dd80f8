// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.testkit.RecordingMailers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole mail that somebody else wrote: of its own addresses only those are read that are needed. */
class PrebuiltMessageTest extends EmailReaderFixture {

    private static final String MIME = "bodyAs=MIME";
    private static final String ENVELOPE = MIME + "&from=archive@example.com&to=store@example.com";

    private static byte[] mail(String head) {
        return (head + "\r\n\r\ntext\r\n").getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: a@example.org\r\nTo: \"Recipients\" <>",
                "From: a@example.org\r\nTo: (null)<>",
                "From: Ann Example\r\nTo: b@example.org",
                "From: a@example.org\r\nTo: <b@example.org",
                "From: a@example.org\r\nTo: b@example.org; c@example.org",
                "From: a@example.org\r\nTo: undisclosed-recipients",
                "From: a@example.org\r\nCc: team: b@example.org",
                "From: a@example.org\r\nBcc: ,,<<>>",
                "From: <>\r\nTo: ,",
                "From: a@b@c\r\nSender: @@"
            })
    void sendsAMailWhoseOwnAddressesCannotBeReadWhenTheyAreNotNeeded(String head) throws Exception {
        RecordingMailers.Sent sent = sent(ENVELOPE, mail(head), Map.of());
        assertThat(sent.envelope().reversePath()).isEqualTo("archive@example.com");
        assertThat(sent.envelope().recipients()).containsExactly("store@example.com");
        assertThat(sent.mail().rawText()).contains(head.split("\r\n")[0]).endsWith("text\r\n");
    }

    @Test
    void namesTheFieldThatCannotBeReadAndTheOptionWhereItIsNeeded() {
        assertThat(refusal(MIME + "&to=a@example.com", mail("From: <a@example.org\r\nTo: ,"), Map.of()))
                .contains("From of the MimeMessage", "option from");
        assertThat(refusal(MIME + "&from=a@example.com", mail("From: <>\r\nTo: <b@example.org"), Map.of()))
                .contains("To of the MimeMessage", "option to");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "just text",
                "just text\r\n\r\nFrom: a@example.org",
                "Note: hello",
                "\r\nFrom: a@example.org\r\n",
                "{\"from\": \"a@example.org\"}",
                "%PDF-1.4: x"
            })
    void refusesWhatIsNoMail(String body) {
        assertThat(refusal(ENVELOPE, body.getBytes(StandardCharsets.UTF_8), Map.of()))
                .contains("Body: is no mail", "bodyAs");
        assertThat(refusal(ENVELOPE, body, Map.of())).contains("Body: is no mail");
    }

    @Test
    void refusesAMailWithoutAnyFrom() {
        assertThat(refusal(MIME + "&to=a@example.com", mail("Subject: s"), Map.of()))
                .contains("From");
    }

    /** Every mail needs one (RFC 5322 section 3.6), and a signature has to cover it. */
    @Test
    void writesWhoSendsIntoAMailWithoutAFrom() throws Exception {
        String options = MIME + "&from=RAW(Grüße <archive@example.com>)&to=store@example.com";
        assertThat(mail(options, mail("Subject: s"), Map.of()).mailboxes("From"))
                .containsExactly("Grüße <archive@example.com>");
        mailers.sent.clear();
        assertThat(mail(options, mail("From: b@example.org"), Map.of()).headers("From"))
                .containsExactly("b@example.org");
    }

    @Test
    void leavesTheFirstLineOfAnMboxEntryOut() throws Exception {
        byte[] entry =
                mail("From ann@example.org Mon Nov  2 10:00:00 2026\r\nFrom: a@example.org\r\nTo: b@example.org");
        assertThat(mail(MIME, entry, Map.of()).headerNames()).startsWith("From", "To");
    }
}
