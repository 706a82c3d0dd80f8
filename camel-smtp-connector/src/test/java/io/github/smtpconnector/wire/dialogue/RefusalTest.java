// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.SmtpReply;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a refusal is called, whether later can help, and what to change. */
class RefusalTest {

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
            GREETING    | 421 | 4.3.2 busy      | TRANSIENT | true  | the server does not serve us now   | -
            GREETING    | 552 | no              | PERMANENT | false | the server does not serve us now   | -
            EHLO        | 452 | later           | TRANSIENT | true  | the server refused our introduction | Check localHostname
            EHLO        | 501 | who             | PERMANENT | false | the server refused our introduction | Check localHostname
            STARTTLS    | 421 | going           | TRANSIENT | true  | the server refused STARTTLS        | -
            STARTTLS    | 454 | later           | TLS       | true  | the server refused STARTTLS        | -
            AUTH        | 454 | later           | AUTH      | true  | the server refused the login       | -
            AUTH        | 500 | what            | AUTH      | false | the server refused the login       | Check username
            AUTH        | 535 | 5.7.8 wrong     | AUTH      | false | the server refused the login       | Check username, password and authMechanism. In the URI of an endpoint a password stands in RAW(...)
            MAIL        | 399 | odd             | PROTOCOL  | true  | the reply answers another question | -
            MAIL        | 450 | 4.7.1 later     | TRANSIENT | true  | the server refused the sender      | -
            MAIL        | 454 | 4.7.8 later     | AUTH      | true  | the server wants another login     | -
            MAIL        | 534 | weak            | AUTH      | false | the server wants another login     | Check username
            MAIL        | 535 | no              | AUTH      | false | the server wants another login     | Check username
            MAIL        | 538 | encrypt         | AUTH      | false | the server wants another login     | Check username
            MAIL        | 550 | 5.7.8 no        | AUTH      | false | the server wants another login     | Check username
            MAIL        | 530 | 5.7.0 first     | PERMANENT | false | the server refused the sender      | The server wants a login or
            MAIL        | 552 | big             | SIZE      | false | the server refused the sender      | Send less in one mail
            MAIL        | 452 | full            | SIZE      | true  | the server refused the sender      | -
            RCPT        | 452 | 4.2.2 full      | TRANSIENT | true  | the server refused a recipient     | -
            RCPT        | 550 | 5.1.1 no        | PERMANENT | false | the server refused a recipient     | -
            DATA        | 554 | no              | PERMANENT | false | the server refused the mail        | -
            FINAL_REPLY | 550 | 5.3.1 disk      | SIZE      | false | the server refused the mail        | Send less in one mail
            FINAL_REPLY | 550 | 5.3.4 big       | SIZE      | false | the server refused the mail        | Send less in one mail
            FINAL_REPLY | 550 | 5.2.3 big       | SIZE      | false | the server refused the mail        | Send less in one mail
            """)
    void saysWhatToDo(
            Phase phase, int code, String text, Category category, boolean later, String problem, String advice) {
        Failure failure = Refusal.of(phase, new Reply(code, List.of(text)));

        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.retryable()).isEqualTo(later);
        assertThat(failure.phase()).isEqualTo(phase);
        assertThat(failure.reply()).isEqualTo(SmtpReply.of(code, text));
        assertThat(failure.message()).contains(problem + "; the server answered: " + code + " " + text);
        if (advice == null) {
            assertThat(failure.message()).endsWith(text);
        } else {
            assertThat(failure.message()).contains(text + ". " + advice);
        }
    }

    @Test
    void countsTheRecipientsThatWereRefused() {
        Failure some = Refusal.ofRecipients(asked("250 ok", "550 5.1.1 no", "450 later"));
        assertThat(some.retryable()).isFalse();
        assertThat(some.phase()).isEqualTo(Phase.RCPT);
        assertThat(some.message())
                .startsWith("RCPT: 2 of 3 recipients were refused, so none of them got the mail")
                .contains("550 5.1.1 no")
                .endsWith("With partialDelivery=SEND_ACCEPTED the others would get it");

        Failure all = Refusal.ofRecipients(asked("450 later", "451 later too"));
        assertThat(all.retryable()).isTrue();
        assertThat(all.message()).startsWith("RCPT: 2 of 2").endsWith("450 later");
    }

    /** The mail went to nobody, whatever was said to each. */
    private static List<RecipientResult> asked(String... replies) {
        return Arrays.stream(replies)
                .map(reply -> SmtpReply.of(Integer.parseInt(reply.substring(0, 3)), reply.substring(4)))
                .map(reply -> new RecipientResult("to@test.example", false, reply))
                .toList();
    }
}
