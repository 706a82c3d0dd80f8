// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramException;
import com.ongres.scram.common.exception.ScramServerErrorException;
import com.ongres.scram.common.util.TlsServerEndpoint;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * SCRAM (RFC 5802, RFC 7677): the password does not travel, and the server proves that it knows it too. The only class
 * that sees the library, which is optional: see {@link SaslMechanism#isInstalled}.
 */
final class ScramExchange implements SaslExchange {

    /** A hundred times what servers ask for. Each costs two hashes, so a server could keep us busy for hours. */
    private static final int MOST_ITERATIONS = 1_000_000;

    private enum Step {
        FIRST,
        FINAL,
        DONE
    }

    private final LoginAttempt attempt;
    private final ScramClient client;
    private Step step = Step.FIRST;
    private boolean proved;

    /** @param bound whether the login is bound to the TLS connection (a {@code -PLUS} mechanism) */
    ScramExchange(String mechanism, boolean bound, Credentials login, LoginAttempt attempt) {
        this.attempt = attempt;
        // Where the server offers no binding we say that we could have (flag "y"): had an attacker taken the offer
        // out, the server would notice (RFC 5802 section 6).
        boolean mention = bound || !attempt.bindingIsOffered();
        byte[] binding = mention ? serverEndPoint(attempt.tls()) : null;
        try {
            this.client = ScramClient.builder()
                    .advertisedMechanisms(Set.of(mechanism))
                    .username(prepared(login.username()))
                    .password(login.password().toCharArray())
                    .channelBinding(TlsServerEndpoint.TLS_SERVER_END_POINT, binding)
                    .build();
        } catch (IllegalArgumentException e) {
            throw unusable();
        }
    }

    /** RFC 5929 section 4: the hash of the server's certificate; null where there is none. */
    static byte @Nullable [] serverEndPoint(@Nullable SSLSession tls) {
        try {
            Certificate[] chain = tls == null ? new Certificate[0] : tls.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate certificate
                    ? TlsServerEndpoint.getChannelBindingData(certificate)
                    : null;
        } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
            return null;
        }
    }

    private static String prepared(String username) {
        return new String(StringPreparation.SASL_PREPARATION.normalize(username.toCharArray()));
    }

    @Override
    public byte[] initialResponse() {
        return utf8(client.clientFirstMessage().toString());
    }

    @Override
    public byte @Nullable [] respond(byte[] challenge) {
        String message = new String(challenge, StandardCharsets.UTF_8);
        try {
            switch (step) {
                case FIRST -> {
                    step = Step.FINAL;
                    if (client.serverFirstMessage(message).getIterationCount() > MOST_ITERATIONS) {
                        throw failure("the server asks for more than " + MOST_ITERATIONS + " iterations");
                    }
                    return utf8(client.clientFinalMessage().toString());
                }
                case FINAL -> {
                    step = Step.DONE;
                    client.serverFinalMessage(message);
                    proved = true;
                    return new byte[0];
                }
                default -> {
                    return null;
                }
            }
        } catch (ScramServerErrorException e) {
            // Its reply says it in SMTP's words.
            return new byte[0];
        } catch (ScramException e) {
            throw failure(
                    step == Step.DONE
                            ? "the server could not prove that it knows the password"
                            : "the server's SCRAM challenge makes no sense");
        } catch (IllegalArgumentException e) {
            throw unusable();
        }
    }

    @Override
    public boolean trustsServer() {
        return proved;
    }

    private SmtpConnectorException failure(String problem) {
        return Failure.permanent(Category.AUTH, problem)
                .at(Phase.AUTH)
                .withServer(attempt.server())
                .withAdvice("It may not be the server it seems to be: check host, and ignoreSelfSignedCertificates")
                .toException();
    }

    /** RFC 4013 allows no control or unassigned characters, for instance. The cause is not kept: it may show them. */
    private SmtpConnectorException unusable() {
        return Failure.permanent(Category.AUTH, "username, password or the server's challenge cannot be used by SCRAM")
                .at(Phase.AUTH)
                .withServer(attempt.server())
                .withAdvice("Look for control and other odd characters in them, or set another authMechanism")
                .toException();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
