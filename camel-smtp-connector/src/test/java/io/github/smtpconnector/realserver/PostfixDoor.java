// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.testkit.TestCertificates;
import java.util.List;
import java.util.function.Function;

/** A port of {@link PostfixServer}, with the settings by which it differs from the others. */
enum PostfixDoor {
    /** As a submission port should be: STARTTLS required, then a login. */
    STARTTLS(
            TestCertificates::localhostPem,
            "smtpd_tls_security_level=encrypt",
            "smtpd_sasl_auth_enable=yes",
            "smtpd_tls_auth_only=yes",
            "smtpd_relay_restrictions=permit_sasl_authenticated,reject"),
    /** TLS from the first byte, then a login. */
    IMPLICIT_TLS(
            TestCertificates::localhostPem,
            "smtpd_tls_wrappermode=yes",
            "smtpd_sasl_auth_enable=yes",
            "smtpd_relay_restrictions=permit_sasl_authenticated,reject"),
    /** Neither TLS nor login. */
    PLAIN(TestCertificates::localhostPem, "smtpd_tls_security_level=none"),
    /** Takes {@link PostfixServer#SMALL_SIZE} octets at most. */
    SMALL_SIZE(
            TestCertificates::localhostPem,
            "smtpd_tls_security_level=none",
            "message_size_limit=" + PostfixServer.SMALL_SIZE),
    /** Takes {@link PostfixServer#FEW_RECIPIENTS} recipients at most in one transaction. */
    FEW_RECIPIENTS(
            TestCertificates::localhostPem,
            "smtpd_tls_security_level=none",
            "smtpd_recipient_limit=" + PostfixServer.FEW_RECIPIENTS),
    /** As {@link #STARTTLS}, with all limits and a recipient who is refused. */
    STRICT(
            TestCertificates::localhostPem,
            "smtpd_tls_security_level=encrypt",
            "smtpd_sasl_auth_enable=yes",
            "smtpd_tls_auth_only=yes",
            "smtpd_relay_restrictions=permit_sasl_authenticated,reject",
            "smtpd_recipient_restrictions=check_recipient_access,inline:{" + SoakMail.REFUSED + "=REJECT}",
            "smtpd_recipient_limit=" + PostfixServer.FEW_RECIPIENTS,
            "message_size_limit=" + PostfixServer.MEDIUM_SIZE),
    /** As {@link #STRICT}, for a server before it that asks for TLS and login itself. */
    STRICT_INSIDE(
            TestCertificates::localhostPem,
            "smtpd_tls_security_level=none",
            "smtpd_recipient_restrictions=check_recipient_access,inline:{" + SoakMail.REFUSED + "=REJECT}",
            "smtpd_recipient_limit=" + PostfixServer.FEW_RECIPIENTS,
            "message_size_limit=" + PostfixServer.MEDIUM_SIZE),
    /** STARTTLS for clients with a certificate of the test's authority only. */
    CLIENT_CERTIFICATE(
            TestCertificates::localhostPem,
            "smtpd_tls_security_level=encrypt",
            "smtpd_tls_ask_ccert=yes",
            "smtpd_tls_req_ccert=yes"),
    /** STARTTLS with a certificate of another host. */
    OTHER_HOST(TestCertificates::wrongHostPem, "smtpd_tls_security_level=encrypt"),
    /** STARTTLS with a certificate whose time is over. */
    EXPIRED(TestCertificates::expiredPem, "smtpd_tls_security_level=encrypt"),
    /** STARTTLS with a certificate that no authority signed. */
    SELF_SIGNED(TestCertificates::selfSignedPem, "smtpd_tls_security_level=encrypt");

    private final Function<TestCertificates, String> certificate;
    private final List<String> settings;

    PostfixDoor(Function<TestCertificates, String> certificate, String... settings) {
        this.certificate = certificate;
        this.settings = List.of(settings);
    }

    /** The key and the certificate that it shows. */
    String pem() {
        return certificate.apply(TestCertificates.shared());
    }

    List<String> settings() {
        return settings;
    }
}
