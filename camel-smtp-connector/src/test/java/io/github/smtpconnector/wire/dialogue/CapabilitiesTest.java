// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilitiesTest {

    @Test
    void readsWhatAServerOffers() {
        Capabilities offered = Capabilities.of(List.of(
                "mail.example at your service",
                "PIPELINING",
                "size 35882577",
                "8bitmime",
                "AUTH LOGIN  PLAIN",
                "AUTH=CRAM-MD5",
                "STARTTLS",
                "CHUNKING",
                "SMTPUTF8",
                "LIMITS MAILMAX=9 RCPTMAX=50"));

        assertThat(offered.pipelining()).isTrue();
        assertThat(offered.chunking()).isTrue();
        assertThat(offered.eightBitMime()).isTrue();
        assertThat(offered.smtpUtf8()).isTrue();
        assertThat(offered.startTls()).isTrue();
        assertThat(offered.size()).isTrue();
        assertThat(offered.maxSize()).isEqualTo(35_882_577);
        assertThat(offered.limits()).isEqualTo(new Capabilities.Limits(9, 50, Integer.MAX_VALUE));
        assertThat(offered.authMechanisms()).containsExactly("LOGIN", "PLAIN", "CRAM-MD5");
    }

    @Test
    void theServersNameIsNoCapability() {
        Capabilities offered = Capabilities.of(List.of("STARTTLS"));

        assertThat(offered.startTls()).isFalse();
        assertThat(offered.auth()).isFalse();
        assertThat(offered.maxSize()).isEqualTo(Long.MAX_VALUE);
        assertThat(offered.limits().recipients()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aServerThatKnowsNoExtensionOffersNone() {
        for (Capabilities none : List.of(Capabilities.NONE, Capabilities.of(List.of("mail.example")))) {
            assertThat(none.pipelining()).isFalse();
            assertThat(none.chunking()).isFalse();
            assertThat(none.eightBitMime()).isFalse();
            assertThat(none.smtpUtf8()).isFalse();
            assertThat(none.size()).isFalse();
            assertThat(none.auth()).isFalse();
            assertThat(none.lines()).isEmpty();
        }
    }

    @Test
    void listsWhatIsOfferedWithoutWhatCouldDeceiveAReader() {
        Capabilities offered = Capabilities.of(List.of("test", "size  10 ", "AUTH PLAIN", "X\u001B[2J", "8BITMIME"));

        assertThat(offered.lines()).containsExactly("8BITMIME", "AUTH PLAIN", "SIZE 10", "X\\u001B[2J");
    }

    @Test
    void whatCannotBeTheNameOfAMechanismIsNone() {
        Capabilities offered =
                Capabilities.of(List.of("test", "AUTH PLAIN pl@in \u001B LOGIN A23456789012345678901 SCRAM-SHA-256"));

        assertThat(offered.auth()).isTrue();
        assertThat(offered.authMechanisms()).containsExactly("PLAIN", "LOGIN", "SCRAM-SHA-256");
    }

    @ParameterizedTest
    @CsvSource({"SIZE", "SIZE 0", "SIZE x", "SIZE -1"})
    void aSizeThatIsNoLimitIsNone(String line) {
        assertThat(Capabilities.of(List.of("test", line)).maxSize()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"LIMITS RCPTMAX=0", "LIMITS RCPTMAX=many", "LIMITS", "LIMITS RCPTMAX", "LIMITS RCPTMAX=99999999999"})
    void aRecipientLimitThatIsNoneIsNone(String line) {
        assertThat(Capabilities.of(List.of("test", line)).limits().recipients()).isEqualTo(Integer.MAX_VALUE);
    }
}
