// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.Printable;
import io.github.smtpconnector.outcome.VerificationStep;
import io.github.smtpconnector.wire.dialogue.Capabilities;
import io.github.smtpconnector.wire.dialogue.Reply;
import io.github.smtpconnector.wire.login.SaslMechanism;
import io.github.smtpconnector.wire.proxy.ProxyAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Writes down the steps of one opening. For one thread. */
final class VerificationSteps implements OpeningObserver {

    private static final String NOOP = "NOOP";

    /** RFC 5280 section 4.2.1.6: dNSName and iPAddress. */
    private static final List<Integer> HOST_NAMES = List.of(2, 7);

    private final List<VerificationStep> steps = new ArrayList<>();

    List<VerificationStep> all() {
        return steps;
    }

    private void done(String name, Map<String, Object> facts) {
        steps.add(new VerificationStep(name, true, facts));
    }

    @Override
    public void resolved(InetAddress[] addresses) {
        done(
                Phase.RESOLVE.name(),
                Map.of(
                        "addresses",
                        Arrays.stream(addresses)
                                .map(InetAddress::getHostAddress)
                                .toList()));
    }

    @Override
    public void connected(InetSocketAddress remote, @Nullable ProxyAddress proxy) {
        String address = remote.getAddress().getHostAddress();
        done(Phase.CONNECT.name(), proxy == null ? Map.of("address", address) : Map.of("proxy", proxy.toString()));
    }

    @Override
    public void greeted(Reply greeting) {
        done(Phase.GREETING.name(), said(greeting));
    }

    @Override
    public void introduced(Capabilities capabilities) {
        done(Phase.EHLO.name(), Map.of("capabilities", capabilities.lines()));
    }

    @Override
    public void secured(SSLSession session) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("protocol", session.getProtocol());
        facts.put("cipher", session.getCipherSuite());
        try {
            if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
                facts.put("certificate", certificate(certificate));
            }
        } catch (SSLPeerUnverifiedException e) {
            // A cipher suite without certificates: then there is none to show.
        }
        done(Phase.STARTTLS.name(), facts);
    }

    private static Map<String, Object> certificate(X509Certificate certificate) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(
                "subject",
                Printable.escape(certificate.getSubjectX500Principal().getName()));
        facts.put(
                "issuer", Printable.escape(certificate.getIssuerX500Principal().getName()));
        facts.put("expires", certificate.getNotAfter().toInstant().toString());
        facts.put("names", names(certificate));
        return facts;
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> HOST_NAMES.contains((Integer) name.get(0)))
                            .map(name -> Printable.escape(String.valueOf(name.get(1))))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    @Override
    public void loggedIn(SaslMechanism mechanism) {
        done(Phase.AUTH.name(), Map.of("mechanism", mechanism.saslName()));
    }

    /** The server answered NOOP, in whatever words. */
    void answered(Reply reply) {
        done(NOOP, said(reply));
    }

    /** A step failed; one without a phase is NOOP, which no mail needs. */
    void failed(Failure failure) {
        Phase phase = failure.phase();
        steps.add(new VerificationStep(phase == null ? NOOP : phase.name(), false, Map.of()));
    }

    private static Map<String, Object> said(Reply reply) {
        return Map.of("reply", reply.toSmtpReply().toString());
    }
}
