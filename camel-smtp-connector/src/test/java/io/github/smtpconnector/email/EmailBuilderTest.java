// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmailBuilderTest {

    @Test
    void buildsWhatItWasGiven() {
        Attachment file = Attachment.of("a.txt", new byte[] {1});
        Email email = Email.builder()
                .from("Ann <ann@example.com>")
                .to("a@example.com")
                .cc("c@example.com")
                .bcc("b@example.com")
                .replyTo("r@example.com; s@example.com")
                .envelopeFrom("bounce@example.com")
                .subject("Hello\tthere")
                .text("text\r\nmore\n\r")
                .html("<p>html</p>")
                .attach(file)
                .build();
        assertThat(email.from()).isEqualTo(new EmailAddress("Ann", "ann", "example.com"));
        assertThat(email.to()).containsExactly(EmailAddress.parse("a@example.com"));
        assertThat(email.cc()).containsExactly(EmailAddress.parse("c@example.com"));
        assertThat(email.bcc()).containsExactly(EmailAddress.parse("b@example.com"));
        assertThat(email.replyTo()).isEqualTo(EmailAddress.parseList("r@example.com, s@example.com"));
        assertThat(email.subject()).isEqualTo("Hello\tthere");
        assertThat(email.text()).isEqualTo("text\r\nmore\n\r");
        assertThat(email.html()).isEqualTo("<p>html</p>");
        assertThat(email.attachments()).containsExactly(file);
        assertThat(email.envelope().reversePath()).isEqualTo("bounce@example.com");
        assertThat(email.envelope().recipients()).containsExactly("a@example.com", "c@example.com", "b@example.com");
    }

    @Test
    void takesReadAddressesAsWell() {
        EmailAddress ann = EmailAddress.parse("Ann <ann@example.com>");
        Email email = Email.builder()
                .from(ann)
                .to(ann)
                .cc(ann)
                .bcc(ann)
                .replyTo(ann)
                .text("")
                .build();
        assertThat(email.from()).isEqualTo(ann);
        assertThat(email.to()).containsExactly(ann);
        assertThat(email.cc()).containsExactly(ann);
        assertThat(email.bcc()).containsExactly(ann);
        assertThat(email.replyTo()).containsExactly(ann);
    }

    @Test
    void unitesCallsAndKeepsTheFirstSpellingOfAnAddress() {
        Email email = Emails.valid()
                .to("Ann <ann@Example.com>, bob@example.com")
                .to("Other <ann@example.COM>")
                .to("Ann@example.com")
                .build();
        assertThat(email.to())
                .extracting(EmailAddress::toString)
                .containsExactly("to@example.com", "Ann <ann@Example.com>", "bob@example.com", "Ann@example.com");
    }

    @Test
    void tellsTheServerEachRecipientOnce() {
        Email email = Emails.valid()
                .cc("TO <to@EXAMPLE.com>, c@example.com")
                .bcc("c@example.com, \"b b\"@bücher.example")
                .build();
        assertThat(email.cc()).hasSize(2);
        assertThat(email.envelope().recipients())
                .containsExactly("to@example.com", "c@example.com", "\"b b\"@xn--bcher-kva.example");
    }

    @Test
    void isContentWithAnyKindOfRecipient() {
        for (AddressField field : new AddressField[] {AddressField.TO, AddressField.CC, AddressField.BCC}) {
            Email email = Email.builder()
                    .from("f@example.com")
                    .text("")
                    .add(field, "x", "a@example.com")
                    .build();
            assertThat(email.envelope().recipients()).containsExactly("a@example.com");
        }
    }

    @Test
    void returnsBouncesToTheSenderUnlessToldOtherwise() {
        assertThat(Emails.valid().build().envelope().reversePath()).isEqualTo("from@example.com");
        assertThat(Emails.valid().envelopeFrom(" <> ").build().envelope().reversePath())
                .isEmpty();
        assertThat(Emails.valid()
                        .envelopeFrom("Bounce <b@example.com>")
                        .build()
                        .envelope()
                        .reversePath())
                .isEqualTo("b@example.com");
        assertThat(Emails.valid().envelopeFrom(" ").build().envelope().reversePath())
                .isEqualTo("from@example.com");
    }

    @Test
    void needsUtf8OnlyForLocalPartsThatAreNotAscii() {
        assertThat(Emails.valid()
                        .to("Jürgen <j@bücher.example>")
                        .build()
                        .envelope()
                        .needsUtf8())
                .isFalse();
        assertThat(Emails.valid().to("jürgen@example.com").build().envelope().needsUtf8())
                .isTrue();
        assertThat(Emails.valid()
                        .envelopeFrom("jürgen@example.com")
                        .build()
                        .envelope()
                        .needsUtf8())
                .isTrue();
    }

    @Test
    void countsAnEmptyTextAsGiven() {
        assertThat(Emails.addressed().text("").build().text()).isEmpty();
        assertThat(Emails.addressed().html("").build().html()).isEmpty();
        assertThat(Emails.addressed()
                        .attach(Attachment.of("a", new byte[0]))
                        .build()
                        .text())
                .isNull();
    }

    @Test
    void showsNeitherSubjectNorContent() {
        String shown = Emails.valid()
                .subject("secret subject")
                .text("secret text")
                .html("secret html")
                .build()
                .toString();
        assertThat(shown).isEqualTo("Email[from=from@example.com, recipients=1, attachments=0]");
    }

    @Test
    void takesThousandsOfRecipientsInLinearTime() {
        String list = IntStream.range(0, 30_000)
                .mapToObj(i -> "user" + i + "@example.com")
                .collect(Collectors.joining(","));
        Email email = assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> Emails.valid().to(list).cc(list).bcc(list).build());
        assertThat(email.envelope().recipients()).hasSize(30_001);
    }
}
