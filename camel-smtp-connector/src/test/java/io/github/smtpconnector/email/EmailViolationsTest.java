// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailViolationsTest {

    @Test
    void reportsEverythingAtOnceInOneLine() {
        refused(
                Email.builder()
                        .from("no sender")
                        .add(AddressField.TO, "DynamicTo[2]", "a@example.com, nonsense")
                        .cc("u@good(x)evil")
                        .subject("a\r\nBcc: x@evil.example")
                        .text("a\0b")
                        .violation(Category.CONTENT, "Attachments[1]", "neither file nor text"),
                Category.ADDRESS_SYNTAX,
                "From: address 1 'no sender': no '@'"
                        + "; DynamicTo[2]: address 2 'nonsense': no '@'"
                        + "; Cc: address 1 'u@good(x)evil': more text after the address; separate addresses by ',' or ';'"
                        + "; Attachments[1]: neither file nor text"
                        + "; Subject: U+000D has no place here"
                        + "; Text: U+0000 has no place here");
    }

    @Test
    void missesSenderRecipientAndContent() {
        refused(
                Email.builder(),
                Category.ADDRESS_SYNTAX,
                "From: no sender; give one mailbox"
                        + "; To: no recipient; give at least one in To, Cc or Bcc"
                        + "; Text: nothing to send; give a text, an html or an attachment");
        refused(
                Email.builder().from(" ").to(",").text(""),
                Category.ADDRESS_SYNTAX,
                "From: no sender; give one mailbox; To: no recipient; give at least one in To, Cc or Bcc");
        refused(Emails.addressed(), Category.CONTENT, "Text: nothing to send; give a text, an html or an attachment");
    }

    @Test
    void wantsOneSenderAndOneReturnPath() {
        refused(Emails.valid().from("other@example.com"), Category.ADDRESS_SYNTAX, "From: 2 senders; give one mailbox");
        refused(
                Emails.valid().envelopeFrom("a@example.com, b@example.com"),
                Category.ADDRESS_SYNTAX,
                "Envelope-From: 2 return paths; give one mailbox or <>");
        refused(
                Emails.valid().envelopeFrom("a@example.com").envelopeFrom("<>"),
                Category.ADDRESS_SYNTAX,
                "Envelope-From: 2 return paths; give one mailbox or <>");
        assertThat(Emails.valid().from("from@EXAMPLE.com").build().from().domain())
                .isEqualTo("example.com");
    }

    @ParameterizedTest
    @EnumSource(AddressField.class)
    void takesNothingOfAListThatIsHalfReadable(AddressField field) {
        refused(
                Emails.valid().add(field, "input", "a@example.com, b"),
                Category.ADDRESS_SYNTAX,
                "input: address 2 'b': no '@'");
    }

    @Test
    void takesTheNullPathOnlyAsReturnPath() {
        refused(Emails.valid().to("<>"), Category.ADDRESS_SYNTAX, "To: address 1 '<>': no '@' after '<'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\0", "\u000B", "\u001F", "\u007F", "\u0085", "\u009F", "\uD800"})
    void refusesControlsInASubject(String bad) {
        refused(
                Emails.valid().subject("a" + bad + "b"),
                Category.CONTENT,
                "Subject: " + Characters.name(bad.charAt(0)) + " has no place here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\uD800", "\uDC00"})
    void refusesInTextsOnlyWhatCannotBeWritten(String bad) {
        String problem = Characters.name(bad.charAt(0)) + " has no place here";
        refused(Emails.valid().text("a" + bad), Category.CONTENT, "Text: " + problem);
        refused(Emails.valid().html("a" + bad), Category.CONTENT, "Html: " + problem);
    }

    @Test
    void takesLettersWhoseLowOctetIsALineEnd() {
        assertThat(Emails.valid().subject("\u760D\u760A\u560D").build().subject())
                .isEqualTo("\u760D\u760A\u560D");
    }

    /** A reference of the html could mean either. */
    @Test
    void refusesTwoInlinePartsWithOneContentId() {
        Attachment logo = Attachment.of("logo.png", new byte[0]).inline("<a@x>");
        Attachment photo = Attachment.of("photo.png", new byte[0]).inline("a@x");
        refused(
                Emails.valid().attach(logo).attach(logo.inline("b")).attach(photo),
                Category.CONTENT,
                "attachment photo.png: has the content id a@x, which logo.png has, too; give each its own");
        assertThat(failure(Emails.valid().attach(logo).attach(photo).attach(photo)))
                .message()
                .contains("; attachment photo.png: has the content id a@x, which logo.png has");
        assertThat(Emails.valid()
                        .attach(logo)
                        .attach(logo.inline("A@x"))
                        .attach(photo.withContentId("b").inline("b"))
                        .attach(Attachment.of("c", new byte[0]))
                        .attach(Attachment.of("c", new byte[0]))
                        .build()
                        .attachments())
                .hasSize(5);
    }

    @Test
    void refusesTheWholeMailForARecipientNotAllowed() {
        AllowedRecipients allowed = AllowedRecipients.of("*@example.com");
        refused(
                Emails.valid().cc("c@evil.example").bcc("b@evil.example").allowedRecipients(allowed),
                Category.RECIPIENTS_REJECTED,
                "Cc: c@evil.example is not among the allowed recipients"
                        + "; Bcc: b@evil.example is not among the allowed recipients");
        refused(
                Email.builder()
                        .from("f@example.com")
                        .to("t@evil.example")
                        .text("")
                        .allowedRecipients(allowed),
                Category.RECIPIENTS_REJECTED,
                "To: t@evil.example is not among the allowed recipients");
        Email sent = Emails.valid()
                .replyTo("r@evil.example")
                .envelopeFrom("b@evil.example")
                .allowedRecipients(allowed)
                .build();
        assertThat(sent.envelope().recipients()).containsExactly("to@example.com");
    }

    @Test
    void namesTheKindThatAllHaveInCommon() {
        category(Category.CONFIG, Emails.valid().violation(Category.CONFIG, "a", "b"));
        category(
                Category.CONFIG,
                Emails.valid().violation(Category.CONTENT, "a", "b").violation(Category.CONFIG, "c", "d"));
        category(
                Category.ADDRESS_SYNTAX,
                Emails.valid().violation(Category.CONTENT, "a", "b").violation(Category.ADDRESS_SYNTAX, "c", "d"));
        category(
                Category.CONTENT,
                Emails.valid()
                        .violation(Category.CONTENT, "a", "b")
                        .to("x@evil.example")
                        .allowedRecipients(AllowedRecipients.of("*@example.com")));
    }

    @Test
    void namesTwentyAndCountsTheOthers() {
        Email.Builder builder = Emails.valid();
        for (int i = 1; i <= 20; i++) {
            builder.to("bad" + i);
        }
        assertThat(failure(builder)).message().endsWith("bad20': no '@'");
        builder.to("bad21").to("bad22");
        assertThat(failure(builder))
                .message()
                .endsWith("bad20': no '@'; and 2 more")
                .doesNotContain("bad21");
    }

    /** The name of an input holds foreign names of headers and files. */
    @Test
    void staysOneLineWhateverAnInputIsCalled() {
        Email.Builder named = Emails.valid().violation(Category.CONTENT, "a\r\nb".repeat(40), "c\n" + "d".repeat(1000));
        assertThat(failure(named)).hasMessage("a\\u000D\\u000Ab".repeat(30) + "…: c\\u000A" + "d".repeat(998) + "…");
        Email.Builder longest = Emails.valid().violation(Category.CONTENT, "a".repeat(120), "d".repeat(1000));
        assertThat(failure(longest)).hasMessage("a".repeat(120) + ": " + "d".repeat(1000));
    }

    @Test
    void reportsTheSameWhenBuiltAgain() {
        Email.Builder builder = Email.builder();
        assertThat(failure(builder)).hasMessage(failure(builder).getMessage());
    }

    private static void refused(Email.Builder builder, Category category, String message) {
        category(category, builder);
        assertThat(failure(builder)).hasMessage(message);
    }

    private static void category(Category category, Email.Builder builder) {
        assertThat(failure(builder).getCategory()).isEqualTo(category);
    }

    private static PermanentSmtpException failure(Email.Builder builder) {
        PermanentSmtpException failure = catchThrowableOfType(PermanentSmtpException.class, builder::build);
        assertThat(failure).as("nothing was refused").isNotNull();
        return failure;
    }
}
