// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.smtpconnector.testkit.TestPerson;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The owner of a certificate, by foreign addresses. */
class CertificateOwnerTest {

    private static final X509Certificate CERTIFICATE = new TestPerson.Request(TestPerson.newKeys("EC", 256))
            .addresses("Ann@Example.org")
            .from(Instant.parse("2026-11-28T12:00:00Z"))
            .person()
            .certificate();

    @ParameterizedTest
    @CsvSource({"ann@example.org, true", "ANN@EXAMPLE.ORG, true", "ann@example.com, false", "'', false"})
    void mindsNoCase(String address, boolean owned) {
        assertThat(CertificateOwner.of(CERTIFICATE).owns(address)).isEqualTo(owned);
    }

    /** The JDK copies a whole text at each letter that has two in the other case. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0130", "\u00DF", "a\u0130"})
    void takesAMegabyteOfAnyLetters(String letters) {
        String address = letters.repeat((1 << 20) / letters.length()) + "@example.org";
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            String lower = CertificateOwner.lower(address);
            CertificateOwner owner = new CertificateOwner(CERTIFICATE, Set.of(lower));
            assertThat(owner.owns(address)).isTrue();
            Parties parties = new Parties(List.of(address), List.of(address), List.of(address));
            assertThat(parties.hidden()).isEmpty();
        });
    }
}
