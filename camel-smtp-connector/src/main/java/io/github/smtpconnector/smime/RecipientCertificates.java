// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The certificates for encrypted mail, by the addresses of their owners. Immutable. */
final class RecipientCertificates {

    private static final List<Integer> KEY_ENCIPHERMENT = List.of(2);
    private static final List<Integer> KEY_AGREEMENT = List.of(4);

    private final Map<String, List<CertificateOwner>> owners = new HashMap<>();

    /**
     * Reads the certificates.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONFIG) when one names no address, or has a key
     *     that cannot be used
     */
    RecipientCertificates(String certificatesPem) {
        for (X509Certificate certificate : Pem.certificates(certificatesPem)) {
            CertificateOwner owner = checked(CertificateOwner.of(certificate));
            for (String address : owner.addresses()) {
                owners.computeIfAbsent(address, unknown -> new ArrayList<>(1)).add(owner);
            }
        }
    }

    private static CertificateOwner checked(CertificateOwner owner) {
        if (owner.addresses().isEmpty()) {
            throw Pem.unusable(
                    "the certificate of " + owner + " names no mail address",
                    "Give those of the receivers, and leave out those of authorities");
        }
        PublicKey key = owner.certificate().getPublicKey();
        if (!(key instanceof RSAKey) && !(key instanceof ECKey)) {
            throw Pem.unusable(
                    "the certificate of " + owner + " has a key of the kind " + key.getAlgorithm(),
                    "Mails are encrypted for RSA and EC keys");
        }
        return owner;
    }

    /**
     * All valid certificates of these recipients. A recipient with two can read with either key.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONFIG) naming the recipients without a valid
     *     certificate
     */
    Set<X509Certificate> of(List<String> recipients, Instant now) {
        Set<X509Certificate> readers = new LinkedHashSet<>();
        List<String> without = new ArrayList<>();
        for (String recipient : recipients) {
            List<CertificateOwner> known = owners.getOrDefault(CertificateOwner.lower(recipient), List.of());
            List<X509Certificate> valid = known.stream()
                    .filter(owner -> problems(owner, now).isEmpty())
                    .map(CertificateOwner::certificate)
                    .toList();
            readers.addAll(valid);
            if (valid.isEmpty()) {
                without.add(recipient + why(known, now));
            }
        }
        if (without.isEmpty()) {
            return readers;
        }
        throw Failure.permanent(
                        Category.CONFIG,
                        "smimeEncryptionCertificates: has no valid certificate of " + String.join(", ", without))
                .withAdvice("Add it; the mail was sent to no recipient")
                .toException();
    }

    private static String why(List<CertificateOwner> known, Instant now) {
        return known.isEmpty()
                ? ""
                : known.stream()
                        .flatMap(owner -> problems(owner, now).stream())
                        .collect(Collectors.joining(", ", " (it ", ")"));
    }

    private static List<String> problems(CertificateOwner owner, Instant now) {
        boolean rsa = owner.certificate().getPublicKey() instanceof RSAKey;
        return owner.problems(now, "encrypting", rsa ? KEY_ENCIPHERMENT : KEY_AGREEMENT);
    }
}
