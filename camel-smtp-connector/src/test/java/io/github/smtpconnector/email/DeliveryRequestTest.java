// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.outcome.PermanentSmtpException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters of the commands, letter by letter as the RFCs define them. */
class DeliveryRequestTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private static DeliveryRequest notifying(Notify... of) {
        Set<Notify> notify = EnumSet.noneOf(Notify.class);
        notify.addAll(Set.of(of));
        return new DeliveryRequest(notify, null, null, false, null, null);
    }

    private static DeliveryRequest holding(@Nullable Hold hold, @Nullable DeliverBy by) {
        return new DeliveryRequest(Set.of(), null, null, false, hold, by);
    }

    @Test
    void writesTheParametersInOneOrderEachAfterABlank() {
        DeliveryRequest all = new DeliveryRequest(
                EnumSet.of(Notify.DELAY, Notify.SUCCESS),
                DsnReturn.HDRS,
                "QQ314159",
                true,
                new Hold.For(90),
                new DeliverBy(3600, DeliverBy.Mode.R));
        assertThat(all.mailParameters()).isEqualTo(" RET=HDRS ENVID=QQ314159 REQUIRETLS HOLDFOR=90 BY=3600;R");
        assertThat(all.recipientParameters("bob@example.com"))
                .isEqualTo(" NOTIFY=SUCCESS,DELAY ORCPT=rfc822;bob@example.com");
        assertThat(all).hasToString("RET=HDRS ENVID=QQ314159 REQUIRETLS HOLDFOR=90 BY=3600;R NOTIFY=SUCCESS,DELAY");
    }

    /** RFC 3461 section 4: everything but graphic ASCII without + and = as +HH. */
    @ParameterizedTest
    @CsvSource({
        "order 4711, order+204711",
        "a+b=c, a+2Bb+3Dc",
        "~!;<>@, ~!;<>@",
    })
    void writesEnvelopeIdsAsXtext(String id, String xtext) {
        DeliveryRequest request = new DeliveryRequest(Set.of(), null, id, false, null, null);
        assertThat(request.mailParameters()).isEqualTo(" ENVID=" + xtext);
    }

    /** RFC 6533 section 3, for recipients beyond ASCII. */
    @ParameterizedTest
    @CsvSource({
        "ann+list@example.com, rfc822;ann+2Blist@example.com",
        "a=b@example.com, rfc822;a+3Db@example.com",
        "'\"a b\"@example.com', 'rfc822;\"a+20b\"@example.com'",
        "jörg@xn--mnchen-3ya.de, utf-8;j\\x{F6}rg@xn--mnchen-3ya.de",
        "用户+x@example.com, utf-8;\\x{7528}\\x{6237}\\x{2B}x@example.com",
        "😀@example.com, utf-8;\\x{1F600}@example.com",
    })
    void namesTheOriginalRecipient(String recipient, String value) {
        assertThat(notifying(Notify.FAILURE).recipientParameters(recipient))
                .isEqualTo(" NOTIFY=FAILURE ORCPT=" + value);
    }

    @Test
    void namesTheOriginalRecipientWhereverANotificationCanCome() {
        DeliveryRequest id = new DeliveryRequest(Set.of(), null, "1", false, null, null);
        assertThat(id.recipientParameters("bob@example.com")).isEqualTo(" ORCPT=rfc822;bob@example.com");
        assertThat(notifying(Notify.NEVER).recipientParameters("bob@example.com"))
                .isEqualTo(" NOTIFY=NEVER");
        DeliveryRequest hold = holding(new Hold.For(1), null);
        assertThat(hold.recipientParameters("bob@example.com")).isEmpty();
    }

    /** The longest possible address still fits; a longer one is left out and not refused. */
    @Test
    void keepsToTheLengthThatARecipientMayHave() {
        String domain = ("x".repeat(62) + ".").repeat(3);
        String longest = "+".repeat(64) + "@" + domain.substring(0, 189);
        assertThat(notifying(Notify.SUCCESS, Notify.FAILURE, Notify.DELAY).recipientParameters(longest))
                .hasSize(" NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;".length() + 3 * 64 + 1 + 189);
        String utf8 = "é" + "+".repeat(62) + "@" + domain.substring(0, 189);
        assertThat(notifying(Notify.FAILURE).recipientParameters(utf8)).isEqualTo(" NOTIFY=FAILURE");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T13:00:00+01:00, HOLDUNTIL=2026-11-01T12:00:00Z",
        "2026-11-01T12:00:00.001Z, HOLDUNTIL=2026-11-01T12:00:01Z",
        "9999-12-31T23:59:59Z, HOLDUNTIL=9999-12-31T23:59:59Z",
    })
    void tellsUntilWhenInWholeSecondsOfUtc(String time, String parameter) {
        Hold until = new Hold.Until(java.time.OffsetDateTime.parse(time).toInstant());
        assertThat(holding(until, null).mailParameters()).isEqualTo(" " + parameter);
    }

    @Test
    void refusesWhatCannotBeTold() {
        refused(() -> new Hold.For(0), "0 seconds are not between 1 and 999999999");
        refused(() -> new Hold.For(1_000_000_000), "1000000000 seconds");
        refused(() -> new Hold.Until(Instant.MAX), "after the year 9999");
        refused(() -> new DeliverBy(0, DeliverBy.Mode.N), "0 seconds");
        refused(() -> DeliverBy.parse("3600"), "3600;R");
        refused(() -> DeliverBy.parse("3600;X"), "3600;R");
        refused(() -> DeliverBy.parse("-1;N"), "3600;R");
        refused(() -> notifying(Notify.NEVER, Notify.DELAY), "NEVER and something else");
        refused(() -> Notify.listed("SUCCESS,,DELAY"), "none of NEVER");
        refused(() -> DeliveryRequest.checkEnvelopeId("a".repeat(101)), "has 101 characters");
        refused(() -> DeliveryRequest.checkEnvelopeId("+".repeat(34)), "has 102 characters");
        refused(() -> DeliveryRequest.checkEnvelopeId("ü"), "U+00FC has no place");
        refused(() -> DeliveryRequest.checkEnvelopeId("a\r\nRCPT"), "U+000D has no place");
    }

    @Test
    void takesAnIdOfTheLongestLength() {
        DeliveryRequest.checkEnvelopeId("a".repeat(100));
        DeliveryRequest.checkEnvelopeId("+".repeat(33));
    }

    @Test
    void knowsWhatCannotBeMetAnyMore() {
        Hold past = new Hold.Until(NOW);
        assertThat(holding(past, null).impossibleAt(NOW)).startsWith("HoldUntil: is past");
        assertThat(holding(past, null).impossibleAt(NOW.minusSeconds(1))).isNull();
        DeliverBy minute = new DeliverBy(60, DeliverBy.Mode.N);
        assertThat(holding(new Hold.For(60), minute).impossibleAt(NOW)).startsWith("DeliverBy: ends before");
        assertThat(holding(new Hold.For(59), minute).impossibleAt(NOW)).isNull();
        assertThat(holding(new Hold.Until(NOW.plusSeconds(61)), minute).impossibleAt(NOW))
                .startsWith("DeliverBy: ends before");
    }

    @Test
    void isReleasedWhenItsHoldIsOver() {
        DeliveryRequest until = holding(new Hold.Until(NOW), new DeliverBy(9, DeliverBy.Mode.R));
        assertThat(until.released(NOW).mailParameters()).isEqualTo(" BY=9;R");
        assertThat(until.released(NOW.minusSeconds(1))).isSameAs(until);
    }

    @Test
    void readsWhatInputsSay() {
        assertThat(DeliverBy.parse(" 3600;r ")).isEqualTo(new DeliverBy(3600, DeliverBy.Mode.R));
        assertThat(DeliverBy.parse("999999999;N")).isEqualTo(new DeliverBy(999_999_999, DeliverBy.Mode.N));
        assertThat(new Hold.For(1)).hasToString("HOLDFOR=1");
        assertThat(Notify.listed("delay, Success")).containsExactly(Notify.SUCCESS, Notify.DELAY);
        assertThat(Notify.listed(" ")).isEmpty();
    }

    @Test
    void isEmptyWhereNothingIsAsked() {
        assertThat(new DeliveryRequest(Set.of(), null, null, false, null, null).isEmpty())
                .isTrue();
        assertThat(notifying(Notify.NEVER).isEmpty()).isFalse();
        assertThat(new DeliveryRequest(Set.of(), DsnReturn.FULL, null, false, null, null).isEmpty())
                .isFalse();
        assertThat(new DeliveryRequest(Set.of(), null, "1", false, null, null).isEmpty())
                .isFalse();
        assertThat(new DeliveryRequest(Set.of(), null, null, true, null, null).isEmpty())
                .isFalse();
        assertThat(holding(new Hold.For(1), null).isEmpty()).isFalse();
        assertThat(holding(null, new DeliverBy(1, DeliverBy.Mode.R)).isEmpty()).isFalse();
    }

    @Test
    void goesWithItsEnvelope() {
        DeliveryRequest until = holding(new Hold.Until(NOW), new DeliverBy(9, DeliverBy.Mode.R));
        Envelope plain = new Envelope("a@x", List.of("b@x"));
        assertThat(plain.asking(null)).isSameAs(plain);
        assertThat(plain.released(NOW)).isSameAs(plain);
        plain.checkAt(NOW);
        Envelope asking = plain.asking(until);
        assertThat(asking).isEqualTo(new Envelope("a@x", List.of("b@x"), until));
        assertThat(asking.asking(null)).isEqualTo(plain);
        assertThat(asking.released(NOW).request()).isEqualTo(until.released(NOW));
        refused(() -> asking.checkAt(NOW), "HoldUntil: is past");
    }

    private static void refused(Runnable attempt, String why) {
        assertThatThrownBy(attempt::run)
                .isInstanceOf(PermanentSmtpException.class)
                .hasMessageContaining(why);
    }
}
