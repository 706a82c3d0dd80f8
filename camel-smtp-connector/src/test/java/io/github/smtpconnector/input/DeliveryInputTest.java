// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.email.DeliveryRequest;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What header, body field and option ask of the servers; what they cannot be asked is refused before connecting. */
class DeliveryInputTest extends EmailReaderFixture {

    private static final String DEFAULTS = FROM + "&to=x@example.com&text=t";

    private String asked(String options, Object body, Map<String, ?> headers) throws Exception {
        mailers.sent.clear();
        DeliveryRequest request = sent(options, body, headers).envelope().request();
        return request == null ? "nothing" : request.toString();
    }

    @Test
    void asksNothingUnlessToldTo() throws Exception {
        assertThat(asked(DEFAULTS, null, Map.of())).isEqualTo("nothing");
        assertThat(asked(DEFAULTS + "&requireTls=false", null, Map.of("DsnNotify", " ", "RequireTls", false)))
                .isEqualTo("nothing");
    }

    @Test
    void takesTheHeaderBeforeTheFieldBeforeTheOption() throws Exception {
        String options = DEFAULTS + "&dsnNotify=FAILURE&dsnReturn=HDRS&requireTls=true&holdFor=10m&deliverBy=3600;R";
        assertThat(asked(options, null, Map.of()))
                .isEqualTo("RET=HDRS REQUIRETLS HOLDFOR=600 BY=3600;R NOTIFY=FAILURE");
        Map<String, Object> body = Map.of("dsnNotify", List.of("DELAY", "success"), "envelopeId", "b", "holdFor", 5);
        assertThat(asked(options, body, Map.of()))
                .isEqualTo("RET=HDRS ENVID=b REQUIRETLS HOLDFOR=5 BY=3600;R NOTIFY=SUCCESS,DELAY");
        Map<String, Object> headers = Map.of(
                "DsnNotify",
                "never",
                "DsnReturn",
                "full",
                "EnvelopeId",
                "h",
                "RequireTls",
                "false",
                "HoldFor",
                "",
                "DeliverBy",
                "60;n");
        assertThat(asked(options, body, headers)).isEqualTo("RET=FULL ENVID=h BY=60;N NOTIFY=NEVER");
    }

    @Test
    void readsSpansAndTimesInTheFormsThatRoutesHave() throws Exception {
        for (Object span : List.of(5400, 5400L, "5400", "90m", "1h30m", "PT1H30M", Duration.ofMinutes(90))) {
            assertThat(asked(DEFAULTS, null, Map.of("HoldFor", span))).isEqualTo("HOLDFOR=5400");
        }
        assertThat(asked(DEFAULTS, null, Map.of("HoldFor", "1d"))).isEqualTo("HOLDFOR=86400");
        assertThat(asked(DEFAULTS, null, Map.of("HoldFor", Duration.ofMillis(1))))
                .isEqualTo("HOLDFOR=1");
        Instant later = NOW.plusSeconds(60);
        for (Object time : List.of(later, Date.from(later), "2026-11-01T13:01:00+01:00")) {
            assertThat(asked(DEFAULTS, null, Map.of("HoldUntil", time))).isEqualTo("HOLDUNTIL=2026-11-01T12:01:00Z");
        }
    }

    @Test
    void leavesTheDefaultSpanToWhoSaysUntilWhen() throws Exception {
        assertThat(asked(DEFAULTS + "&holdFor=60", null, Map.of("HoldUntil", "2026-12-24T08:00:00Z")))
                .isEqualTo("HOLDUNTIL=2026-12-24T08:00:00Z");
    }

    @Test
    void asksTheSameForMailsThatSomebodyElseMade() throws Exception {
        Email email = Email.builder()
                .from("a@example.com")
                .to("b@example.com")
                .text("t")
                .build();
        assertThat(asked(DEFAULTS + "&requireTls=true", email, Map.of("EnvelopeId", "1")))
                .isEqualTo("ENVID=1 REQUIRETLS");
        byte[] mime = "From: a@example.com\r\nTo: b@example.com\r\n\r\nt\r\n"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(asked("bodyAs=MIME&requireTls=true", mime, Map.of("DsnNotify", "SUCCESS")))
                .isEqualTo("REQUIRETLS NOTIFY=SUCCESS");
    }

    @ParameterizedTest
    @CsvSource({
        "DsnNotify, 'NEVER, DELAY', DsnNotify: NEVER and something else exclude each other",
        "DsnNotify, ALWAYS, DsnNotify: 'ALWAYS' is none of NEVER",
        "DsnReturn, BODY, DsnReturn: is neither FULL nor HDRS",
        "EnvelopeId, über, EnvelopeId: U+00FC has no place here",
        "RequireTls, yes, RequireTls: is a text where true or false belongs",
        "HoldFor, 0, HoldFor: 0 seconds are not between 1 and 999999999",
        "HoldFor, 12345678901, HoldFor: 12345678901 seconds are not",
        "HoldFor, soon, HoldFor: is neither whole seconds nor a duration",
        "HoldFor, -PT5M, HoldFor: -300 seconds are not",
        "HoldUntil, 2026-12-24, HoldUntil: is no ISO-8601 date",
        "HoldUntil, 2026-11-01T12:00:00Z, HoldUntil: is past",
        "HoldUntil, 2025-12-24T08:00:00Z, HoldUntil: is past",
        "DeliverBy, 3600, is not the seconds",
        "DeliverBy, 9999999999;R, DeliverBy: 9999999999 seconds are not",
    })
    void refusesWhatNoServerCouldBeAsked(String input, String value, String why) {
        assertThat(refusal(DEFAULTS, null, Map.of(input, value))).contains(why);
    }

    @Test
    void refusesWhatContradictsItself() {
        assertThat(refusal(DEFAULTS, null, Map.of("HoldFor", 60, "HoldUntil", "2026-12-24T08:00:00Z")))
                .contains("HoldUntil: is given beside HoldFor");
        assertThat(refusal(DEFAULTS, null, Map.of("HoldFor", 60, "DeliverBy", "60;R")))
                .contains("DeliverBy: ends before the mail is sent on");
        assertThat(refusal(DEFAULTS + "&ignoreSelfSignedCertificates=true", null, Map.of("RequireTls", true)))
                .contains("RequireTls: contradicts ignoreSelfSignedCertificates");
        assertThat(refusal(DEFAULTS, null, Map.of("HoldFor", true))).contains("HoldFor: is a boolean where");
        assertThat(refusal(DEFAULTS, null, Map.of("EnvelopeId", 4711))).contains("EnvelopeId: is a number where");
    }

    @Test
    void reportsAllTogether() {
        assertThat(refusal(FROM, Map.of("text", "t", "dsnReturn", "x"), Map.of("To", "nobody", "HoldFor", "x")))
                .contains("To: ", "DsnReturn: ", "HoldFor: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dsnNotify=NEVER,SUCCESS",
                "dsnReturn=ALL",
                "requireTls=true&ignoreSelfSignedCertificates=true",
                "holdFor=soon",
                "deliverBy=1h"
            })
    void refusesOptionsWhenTheEndpointIsMade(String options) {
        String name = options.substring(1, options.indexOf('='));
        assertThatThrownBy(() -> context.getEndpoint("smtp-connector:mail.example.com?" + options))
                .rootCause()
                .isInstanceOf(PermanentSmtpException.class)
                .hasMessageContaining(name + ": ");
    }

    @Test
    void showsItInADryRun() {
        Exchange shown =
                send(DEFAULTS + "&dryRun=true&dsnReturn=HDRS", null, Map.of("EnvelopeId", "a b", "DsnNotify", "DELAY"));
        assertThat(shown.getMessage().getHeader(SmtpHeaders.ENVELOPE_PARAMETERS))
                .isEqualTo("RET=HDRS ENVID=a+20b NOTIFY=DELAY");
        Exchange plain = send(DEFAULTS + "&dryRun=true", null, Map.of("EnvelopeParameters", "of the mail before"));
        assertThat(plain.getMessage().getHeader(SmtpHeaders.ENVELOPE_PARAMETERS))
                .isNull();
    }
}
