// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import io.github.smtpconnector.wire.dialogue.Watchdog;
import io.github.smtpconnector.wire.tls.KeyDigest;
import io.github.smtpconnector.wire.tls.TlsFailure;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import io.github.smtpconnector.wire.tls.Trust;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Adds the digest of the server's key to the failure of a certificate that was not accepted, so that it can be pinned once
 * its owner has confirmed it. TLS does not tell what it refused: a second connection asks the server once more. It
 * accepts any certificate, does not log in and sends no mail. Once a minute at most; in between the last answer shows.
 */
final class PresentedKey {

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Timeouts TIMEOUTS = new Timeouts(STEP, STEP, STEP, STEP, STEP);

    private final ServerIdentity identity;
    private final Addresses addresses;
    private final Watchdog watchdog;
    private volatile @Nullable Answer last;

    private record Answer(@Nullable KeyDigest key, long time) {}

    PresentedKey(ServerIdentity identity, Addresses addresses, Watchdog watchdog) {
        this.identity = identity;
        this.addresses = addresses;
        this.watchdog = watchdog;
    }

    /** The failure, with the digest where it is about a certificate. */
    SmtpConnectorException addTo(SmtpConnectorException thrown) {
        Failure failure = thrown.getFailure();
        if (!TlsFailure.isOfCertificate(failure) || OwnEnd.isReached(watchdog)) {
            return thrown;
        }
        KeyDigest key = key();
        return key == null
                ? thrown
                : failure.withProblem(failure.problem() + "; its public key is " + key)
                        .toException();
    }

    private @Nullable KeyDigest key() {
        Answer known = last;
        long now = watchdog.nanoTime().getAsLong();
        if (known == null || now - known.time() >= KEPT.toNanos()) {
            known = new Answer(ask(), now);
            last = known;
        }
        return known.key();
    }

    private @Nullable KeyDigest ask() {
        Looking looking = new Looking();
        TlsPolicy anyServer = new TlsPolicy(identity.tls().mode(), Trust.ANYONE, null);
        ServerIdentity stranger = new ServerIdentity(
                identity.host(),
                identity.port(),
                anyServer,
                null,
                null,
                false,
                identity.localHostname(),
                identity.proxy(),
                identity.chunking(),
                List.of());
        try {
            new SmtpConnector(stranger, watchdog, addresses::of)
                    .open(TIMEOUTS, looking)
                    .quit();
        } catch (SmtpConnectorException e) {
            // The failure that is told is the first.
        }
        return looking.key;
    }

    private static final class Looking implements OpeningObserver {

        private @Nullable KeyDigest key;

        @Override
        public void secured(SSLSession session) {
            try {
                if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
                    key = KeyDigest.of(certificate);
                }
            } catch (SSLPeerUnverifiedException e) {
                // No certificate, no key.
            }
        }
    }
}
