// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.Settled;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.wire.ServerIdentity;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultPooledExchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedeliveryMemoryTest {

    private static final String BOB = "bob@example.com";
    private static final String CARL = "carl@example.com";
    private static final OutgoingMail MAIL = mail("t", BOB);
    private static final UnfinishedMail IN_DOUBT = inDoubt(BOB);
    private static final SmtpConnectorException FAILURE =
            Failure.permanent(Category.UNCERTAIN, "no answer").toException();

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final RedeliveryMemory memory = RedeliveryMemory.of(context);
    private final Exchange exchange = new DefaultExchange(context);
    private SmtpTestServer target;
    private ServerIdentity server;
    private ServerIdentity otherServer;

    @BeforeEach
    void start() {
        target = new SmtpTestServer();
        try (MailerFixture fixture = new MailerFixture(target)) {
            server = fixture.identity();
            otherServer = fixture.host("localhost").identity();
        }
    }

    @AfterEach
    void stop() {
        target.close();
        context.stop();
    }

    private static OutgoingMail mail(String text, String... recipients) {
        Email.Builder email = Email.builder().from("ann@example.com").text(text);
        Stream.of(recipients).forEach(email::to);
        return new OutgoingMail.Composed(email.build(), null, null);
    }

    private static UnfinishedMail inDoubt(String... recipients) {
        return new UnfinishedMail(
                "<1@example.com>",
                Settled.NONE,
                new Settled(Stream.of(recipients)
                        .map(to -> new RecipientResult(to, false, null))
                        .toList()));
    }

    private void fail(Exchange in) {
        memory.failed(in, server, MAIL, IN_DOUBT, FAILURE);
    }

    private @Nullable UnfinishedMail known(Exchange in) {
        return memory.unfinished(in, server, MAIL);
    }

    private static Exchange copyOf(Exchange parent) {
        return ExchangeHelper.createCorrelatedCopy(parent, false);
    }

    private static Exchange branchOf(Exchange parent, ExchangePropertyKey kind, int index) {
        Exchange branch = copyOf(parent);
        branch.setProperty(kind, index);
        return branch;
    }

    /** Where a pattern says which of its exchanges it is. */
    enum Index {
        MULTICAST(ExchangePropertyKey.MULTICAST_INDEX),
        SPLIT(ExchangePropertyKey.SPLIT_INDEX);

        private final ExchangePropertyKey key;

        Index(ExchangePropertyKey key) {
            this.key = key;
        }
    }

    @Test
    void aContextHasOne() throws IOException {
        assertThat(RedeliveryMemory.of(context)).isSameAs(memory);
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            assertThat(RedeliveryMemory.of(other)).isNotSameAs(memory);
        }
    }

    @Test
    void knowsTheMailThatFailedInThisExchangeAndNoOther() {
        assertThat(known(exchange)).isNull();
        fail(exchange);
        assertThat(known(exchange)).isEqualTo(IN_DOUBT);
        assertThat(memory.unfinished(exchange, otherServer, MAIL))
                .as("at a fallback")
                .isEqualTo(IN_DOUBT);
        assertThat(memory.unfinished(exchange, server, mail("another", BOB))).isNull();
        assertThat(known(new DefaultExchange(context))).isNull();
    }

    @Test
    void aMailThatIsThroughIsForgotten() {
        fail(exchange);
        memory.sent(exchange, server, MAIL);
        assertThat(known(exchange)).isNull();
    }

    @Test
    void aLaterFailureTakesThePlaceOfTheFormer() {
        fail(exchange);
        UnfinishedMail later = inDoubt(CARL);
        memory.failed(exchange, server, MAIL, later, FAILURE);
        assertThat(known(exchange)).isEqualTo(later);
    }

    /** Those of a mail that can be repeated anyway are kept for the Message-ID, which only the next attempt needs. */
    @Test
    void keepsAllMailsThatARepetitionCouldDoubleAndOfOthersTheLatest() {
        UnfinishedMail fresh = UnfinishedMail.fresh("<2@example.com>");
        fail(exchange);
        memory.failed(exchange, server, mail("second", BOB), IN_DOUBT, FAILURE);
        memory.failed(exchange, server, mail("third", BOB), fresh, FAILURE);
        memory.failed(exchange, server, mail("fourth", BOB), fresh, FAILURE);
        assertThat(known(exchange)).isEqualTo(IN_DOUBT);
        assertThat(memory.unfinished(exchange, server, mail("second", BOB))).isEqualTo(IN_DOUBT);
        assertThat(memory.unfinished(exchange, server, mail("third", BOB))).isNull();
        assertThat(memory.unfinished(exchange, server, mail("fourth", BOB))).isEqualTo(fresh);
    }

    @Test
    void whatIsLeftOfAMailIsKeptWhereOnlySomeRecipientsGotIt() {
        memory.failed(exchange, server, mail("t", BOB, CARL), inDoubt(BOB, CARL), FAILURE);
        memory.sent(exchange, server, MAIL);
        assertThat(known(exchange)).isEqualTo(inDoubt(CARL));
    }

    @Test
    void aCopyAndWhatItWasMadeFromStandForEachOther() {
        Exchange copy = copyOf(exchange);
        fail(exchange);
        assertThat(memory.unfinished(copy, otherServer, MAIL)).isEqualTo(IN_DOUBT);
        memory.sent(copy, server, MAIL);
        assertThat(known(exchange)).isNull();
        fail(copy);
        assertThat(memory.unfinished(exchange, otherServer, MAIL)).isEqualTo(IN_DOUBT);
    }

    @ParameterizedTest
    @EnumSource
    void branchesStandForEachOtherAtOnePlaceAlone(Index index) {
        fail(branchOf(exchange, index.key, 1));
        assertThat(memory.unfinished(branchOf(exchange, index.key, 1), otherServer, MAIL))
                .isEqualTo(IN_DOUBT);
        assertThat(known(branchOf(exchange, index.key, 2))).isNull();
    }

    @Test
    void fartherCopiesStandForEachOtherAtOneServerAlone() {
        fail(copyOf(copyOf(exchange)));
        Exchange far = copyOf(copyOf(exchange));
        assertThat(known(far)).isEqualTo(IN_DOUBT);
        assertThat(memory.unfinished(far, otherServer, MAIL)).isNull();
    }

    @Test
    void whatFailedInSeveralBranchesIsLeftOfTheWhole() {
        memory.failed(branchOf(exchange, ExchangePropertyKey.SPLIT_INDEX, 0), server, MAIL, IN_DOUBT, FAILURE);
        memory.failed(branchOf(exchange, ExchangePropertyKey.SPLIT_INDEX, 1), server, MAIL, inDoubt(CARL), FAILURE);
        UnfinishedMail left = known(exchange);
        assertThat(left).isNotNull();
        assertThat(left.inDoubt().addresses()).containsExactlyInAnyOrder(BOB, CARL);
    }

    @Test
    void aPooledExchangeThatIsUsedAgainIsAnother() {
        DefaultPooledExchange pooled = new DefaultPooledExchange(context);
        fail(pooled);
        assertThat(known(pooled)).isEqualTo(IN_DOUBT);
        pooled.done();
        assertThat(known(pooled)).isNull();
    }

    @Test
    void aMailUnderWayIsRepeatedByItsExchangeAlone() {
        memory.underWay(exchange, server, MAIL, IN_DOUBT);
        assertThat(known(exchange)).isEqualTo(IN_DOUBT);
        assertThat(known(copyOf(exchange))).as("a wire tap").isNull();
        fail(exchange);
        assertThat(known(copyOf(exchange))).isEqualTo(IN_DOUBT);
    }

    @Test
    void aMailUnderWayInAnExchangeThatCamelHasEndedIsRepeatedByWhateverStandsForIt() {
        Exchange branch = branchOf(exchange, ExchangePropertyKey.MULTICAST_INDEX, 1);
        memory.underWay(branch, server, MAIL, IN_DOUBT);
        Exchange again = branchOf(exchange, ExchangePropertyKey.MULTICAST_INDEX, 1);
        assertThat(known(again)).isNull();
        branch.getExchangeExtension().setInterrupted(true);
        assertThat(known(branch)).isEqualTo(IN_DOUBT);
        assertThat(known(again)).isEqualTo(IN_DOUBT);
        assertThat(known(branchOf(exchange, ExchangePropertyKey.MULTICAST_INDEX, 2)))
                .isNull();
        assertThat(known(branchOf(copyOf(exchange), ExchangePropertyKey.MULTICAST_INDEX, 1)))
                .as("made from another")
                .isNull();
    }

    /** Behind a queue, for instance, the exchange is another one, with a clock of its own. */
    @Test
    void aMailThatEndedInAnotherExchangeIsOverInItsOwn() {
        fail(exchange);
        Exchange other = new DefaultExchange(context);
        other.setProperty(Exchange.EXCEPTION_CAUGHT, FAILURE);
        assertThat(known(exchange)).isEqualTo(IN_DOUBT);
        assertThat(known(other)).isEqualTo(IN_DOUBT);

        memory.sent(other, server, MAIL);
        assertThat(known(other)).isNull();
        assertThat(known(exchange)).isNull();
    }

    @Test
    void theFailureThatAnExchangeHasCaughtLeadsToItsMailAlone() {
        fail(exchange);
        Exchange other = new DefaultExchange(context);
        other.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException(new RuntimeException(FAILURE)));
        assertThat(known(other)).isEqualTo(IN_DOUBT);
        assertThat(memory.unfinished(other, server, mail("another", BOB))).isNull();
        other.setProperty(
                Exchange.EXCEPTION_CAUGHT,
                Failure.permanent(Category.UNCERTAIN, "of a mail elsewhere").toException());
        assertThat(known(other)).isNull();
        other.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException());
        assertThat(known(other)).isNull();
    }

    /** Causes may lead in a circle. */
    @Test
    void looksForTheFailureNoFartherThanTwentyCauses() {
        fail(exchange);
        Throwable deep = FAILURE;
        for (int i = 0; i < 19; i++) {
            deep = new IllegalStateException(deep);
        }
        Exchange other = new DefaultExchange(context);
        other.setProperty(Exchange.EXCEPTION_CAUGHT, deep);
        assertThat(known(other)).isEqualTo(IN_DOUBT);
        other.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException(deep));
        assertThat(known(other)).isNull();
    }
}
