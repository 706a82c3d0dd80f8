// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.EmailAddress;
import io.github.smtpconnector.mime.MimeRenderer;
import io.github.smtpconnector.mime.PreparedMessage;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.TestPerson;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time that a signature states is that of the Date beside it, because some mail programs compare them. */
class SmimeSigningTimeTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final TestPerson ANN = new TestPerson.Request(TestPerson.newKeys("EC", 256))
            .addresses("ann@example.org")
            .from(NOW.minus(Duration.ofDays(300)))
            .person();
    private static final Smime SIGNING = new Smime(SmimeSigner.of(ANN.keyPem(), ANN.certificatePem(), NOW), null);

    @ParameterizedTest
    @ValueSource(longs = {0, -30, -71, 71, -120, 120, -60 * 24 * 250, 60 * 24 * 250})
    void isThatOfTheDateOfAComposedMail(long minutes) throws Exception {
        Instant date = NOW.plus(Duration.ofMinutes(minutes));
        assertThat(stated(composed(date))).isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -5000})
    void isNoneAtWhichTheCertificateWasNotValid(long days) throws Exception {
        assertThat(stated(composed(NOW.plus(Duration.ofDays(days))))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
            Date: Sat, 28 Nov 2026 12:00:00 +0000              | 2026-11-28T12:00:00Z
            Date: Sat, 28 Nov 2026 12:00:00 +0530              | 2026-11-28T06:30:00Z
            date : 28 Nov 2026 12:00:00 -0800 (PST)            | 2026-11-28T20:00:00Z
            DATE:Fri,~ 27 Nov 2026 09:00 GMT                   | 2026-11-27T09:00:00Z
            Date: Sat, 28 Nov 2026 12:00:00 +0000~Date: x      | 2026-11-28T12:00:00Z
            Date: yesterday                                    | -
            Date: Mon, 30 Feb 2026 12:00:00 +0000              | -
            Date:                                              | -
            Date: Thu, 28 Nov 1996 12:00:00 +0000              | -
            X-Date: Sat, 28 Nov 2020 12:00:00 +0000            | 2026-11-28T12:00:00Z
            """)
    void isThatOfTheDateOfAForeignMail(String field, @Nullable Instant time) throws Exception {
        String header = field.replace("~ ", "\r\n ").replace("~", "\r\n");
        String mail = "From: ann@example.org\r\n" + header + "\r\nContent-Type: text/plain\r\n\r\nHello\r\n";
        MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(mail.getBytes(StandardCharsets.US_ASCII)));
        assertThat(stated(PreparedMessage.render(message, null, "<1@example.org>", NOW)))
                .isEqualTo(time);
    }

    private static RenderedMessage composed(Instant date) {
        Email email = Email.builder()
                .from(EmailAddress.parse("ann@example.org"))
                .to(EmailAddress.parse("bob@example.com"))
                .date(date)
                .text("Hello")
                .build();
        return MimeRenderer.render(email, "<1@example.org>", NOW);
    }

    /** The time in the signature, which holds, or null. */
    private static @Nullable Instant stated(RenderedMessage message) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Parties parties = new Parties(List.of("ann@example.org"), List.of(), List.of());
        SIGNING.protect(message, parties, NOW).writeTo(out);
        String mail = out.toString(StandardCharsets.ISO_8859_1);
        String boundary = mail.replaceFirst("(?s).*boundary=\"([^\"]+)\".*", "\r\n--$1");
        String content = mail.split(java.util.regex.Pattern.quote(boundary), -1)[1].substring(2);
        byte[] signature =
                ReceivedMail.parse(out.toByteArray()).attachments().get(0).bytes();
        SignerInformation signer = new CMSSignedData(
                        new CMSProcessableByteArray(content.getBytes(StandardCharsets.ISO_8859_1)), signature)
                .getSignerInfos()
                .iterator()
                .next();
        assertThat(signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                        .build(ANN.certificate().getPublicKey())))
                .isTrue();
        Attribute time = signer.getSignedAttributes().get(CMSAttributes.signingTime);
        return time == null
                ? null
                : Time.getInstance(time.getAttrValues().getObjectAt(0))
                        .getDate()
                        .toInstant();
    }
}
