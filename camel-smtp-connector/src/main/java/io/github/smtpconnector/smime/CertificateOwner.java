// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;

/**
 * A certificate and the mail addresses it vouches for (RFC 8550 section 3), in lower case: two addresses that differ in
 * case alone do not belong to two people.
 */
record CertificateOwner(X509Certificate certificate, Set<String> addresses) {

    private static final int RFC822_NAME = 1;
    private static final int TWO_IN_LOWER_CASE = 0x130;
    private static final List<String> FOR_MAIL = List.of("1.3.6.1.5.5.7.3.4", "2.5.29.37.0");

    static CertificateOwner of(X509Certificate certificate) {
        try {
            Set<String> addresses = new LinkedHashSet<>();
            var names = certificate.getSubjectAlternativeNames();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                if (name.get(0).equals(RFC822_NAME)) {
                    addresses.add(lower(String.valueOf(name.get(1))));
                }
            }
            for (RDN name :
                    new JcaX509CertificateHolder(certificate).getSubject().getRDNs(BCStyle.EmailAddress)) {
                addresses.add(lower(IETFUtils.valueToString(name.getFirst().getValue())));
            }
            return new CertificateOwner(certificate, addresses);
        } catch (CertificateException | RuntimeException e) {
            throw Pem.unusable("a certificate cannot be read", "Export it anew");
        }
    }

    /**
     * Letter by letter: {@code String.toLowerCase} copies the whole text at each letter that becomes two. This is U+0130
     * alone, which stays as it is.
     */
    static String lower(String address) {
        return address.codePoints()
                .map(c -> c == TWO_IN_LOWER_CASE ? c : Character.toLowerCase(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    boolean owns(String address) {
        return addresses.contains(lower(address));
    }

    boolean isValidAt(Instant time) {
        return !time.isBefore(certificate.getNotBefore().toInstant())
                && !time.isAfter(certificate.getNotAfter().toInstant());
    }

    /**
     * The reasons why it cannot be used for mail now; empty when it can.
     *
     * @param purpose the use, for the messages
     * @param bits the bits of its key usage of which one must be set, if it has a key usage (RFC 5280 section 4.2.1.3)
     */
    List<String> problems(Instant now, String purpose, List<Integer> bits) {
        List<String> problems = new ArrayList<>();
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            problems.add("expired on " + day(certificate.getNotAfter()));
        } else if (now.isBefore(certificate.getNotBefore().toInstant())) {
            problems.add("is not valid before " + day(certificate.getNotBefore()));
        }
        boolean[] uses = certificate.getKeyUsage();
        if (uses != null && bits.stream().noneMatch(bit -> uses[bit])) {
            problems.add("is not meant for " + purpose);
        }
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            if (purposes != null && FOR_MAIL.stream().noneMatch(purposes::contains)) {
                problems.add("is not meant for mail");
            }
        } catch (CertificateParsingException e) {
            problems.add("says in no readable way what it is meant for");
        }
        return problems;
    }

    private static String day(Date date) {
        return date.toInstant().toString().substring(0, 10);
    }

    /** The owner, for messages. */
    @Override
    public String toString() {
        return addresses.isEmpty() ? certificate.getSubjectX500Principal().getName() : String.join(", ", addresses);
    }
}
