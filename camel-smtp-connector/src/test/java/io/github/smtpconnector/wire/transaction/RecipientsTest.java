// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.SmtpReply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipientsTest {

    private static final SmtpReply TAKEN = SmtpReply.of(250, "2.1.5 ok");

    private final Recipients recipients = new Recipients(List.of("a@x", "b@x", "c@x"));

    @ParameterizedTest
    @CsvSource({
        "452, too many, true",
        "552, too many, true",
        "452, 4.5.3 too many, true",
        "550, 5.5.3 too many, true",
        "452, 4.2.2 full, false",
        "451, later, false",
        "550, 5.1.1 no, false",
    })
    void tellsTooManyFromNotThisOne(int code, String text, boolean tooMany) {
        recipients.answered(TAKEN);
        recipients.answered(SmtpReply.of(code, text));

        assertThat(recipients.isFull()).isEqualTo(tooMany);
        assertThat(recipients.hasRefused()).isEqualTo(!tooMany);
        assertThat(recipients.accepted()).isOne();
        assertThat(recipients.rest()).isEqualTo(tooMany ? List.of("b@x", "c@x") : List.of("c@x"));
        assertThat(recipients.delivered())
                .extracting(RecipientResult::address)
                .isEqualTo(tooMany ? List.of("a@x") : List.of("a@x", "b@x"));
    }

    @Test
    void theFirstIsNeverOneTooMany() {
        recipients.answered(SmtpReply.of(452, "4.5.3 too many"));

        assertThat(recipients.isFull()).isFalse();
        assertThat(recipients.hasRefused()).isTrue();
        assertThat(recipients.delivered()).hasSize(1);
    }

    @Test
    void whatWasTakenIsDeliveredOnlyWithTheMail() {
        SmtpReply no = SmtpReply.of(550, "5.1.1 no");
        recipients.answered(TAKEN);
        recipients.answered(no);
        recipients.answered(TAKEN);

        assertThat(recipients.rest()).isEmpty();
        assertThat(recipients.delivered())
                .containsExactly(
                        new RecipientResult("a@x", true, TAKEN),
                        new RecipientResult("b@x", false, no),
                        new RecipientResult("c@x", true, TAKEN));
        assertThat(recipients.undelivered(null)).noneMatch(RecipientResult::accepted);
        SmtpReply spam = SmtpReply.of(554, "5.7.1 spam");
        assertThat(recipients.undelivered(spam))
                .containsExactly(
                        new RecipientResult("a@x", false, spam),
                        new RecipientResult("b@x", false, no),
                        new RecipientResult("c@x", false, spam));
    }

    @Test
    void theUnansweredAreInDoubtWithTheMailAndThoseNotWrittenAreNot() {
        assertThat(recipients.next()).isEqualTo("a@x");
        assertThat(recipients.next()).isEqualTo("b@x");
        recipients.answered(TAKEN);

        assertThat(recipients.inDoubt())
                .containsExactly(new RecipientResult("a@x", false, TAKEN), new RecipientResult("b@x", false, null));
    }
}
