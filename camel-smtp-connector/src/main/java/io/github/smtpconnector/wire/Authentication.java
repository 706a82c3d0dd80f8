// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The AUTH command (RFC 4954). */
final class Authentication {

    /** RFC 4954 section 4. */
    private static final int MAX_LINE = 12_288;

    private final ServerIdentity identity;

    Authentication(ServerIdentity identity) {
        this.identity = identity;
    }

    /** Logs in, or does nothing where there is no login to use. */
    void logIn(Dialogue dialogue, Capabilities offered) throws IOException {
        Credentials login = identity.credentials();
        if (login == null) {
            return;
        }
        if (dialogue.line().tls() == null
                && !identity.allowInsecureAuth()
                && !dialogue.line().isLoopback()) {
            throw refuse("the connection is not secured, so the login was not sent")
                    .withAdvice("Set useTls=true, or, on a network you trust, allowInsecureAuth=true")
                    .toException();
        }
        SaslMechanism mechanism = choose(offered);
        byte[] first = mechanism.initialResponse(login);
        Reply reply =
                dialogue.ask("AUTH " + mechanism.saslName() + (first == null ? "" : " " + encode(first)), Phase.AUTH);
        for (int round = 0; reply.is(334) && round < mechanism.rounds(); round++) {
            byte[] challenge = decode(reply.lines().get(0));
            reply = challenge == null
                    ? dialogue.ask("*", Phase.AUTH)
                    : dialogue.ask(encode(mechanism.respond(login, challenge, round)), Phase.AUTH);
        }
        if (!reply.is(235)) {
            throw Refusal.of(Phase.AUTH, reply).withServer(identity.server()).toException();
        }
    }

    private SaslMechanism choose(Capabilities offered) {
        if (!offered.auth()) {
            throw refuse("username and password are set, but the server offers no login here")
                    .withAdvice("Check port, useTls and tlsMode, or leave username and password out")
                    .toException();
        }
        @Nullable
        SaslMechanism chosen = identity.authMechanism() == null
                ? Arrays.stream(SaslMechanism.values())
                        .filter(mechanism -> offered.authMechanisms().contains(mechanism.saslName()))
                        .findFirst()
                        .orElse(null)
                : SaslMechanism.named(identity.authMechanism());
        if (chosen == null || !offered.authMechanisms().contains(chosen.saslName())) {
            throw refuse("the server offers " + String.join(", ", offered.authMechanisms()) + " to log in, and none of"
                            + " them is " + wanted())
                    .withAdvice("Check authMechanism")
                    .toException();
        }
        return chosen;
    }

    private String wanted() {
        return identity.authMechanism() == null
                ? String.join(
                        ", ",
                        Arrays.stream(SaslMechanism.values())
                                .map(SaslMechanism::saslName)
                                .toList())
                : identity.authMechanism();
    }

    private Failure refuse(String problem) {
        return Failure.permanent(Category.AUTH, problem).at(Phase.AUTH).withServer(identity.server());
    }

    private String encode(byte[] response) {
        String line = Base64.getEncoder().encodeToString(response);
        if (line.length() > MAX_LINE) {
            throw refuse("username or password is too long for SMTP").toException();
        }
        return line;
    }

    /** The challenge, or null where it is not base64: then the exchange is cancelled with {@code *}. */
    private static byte @Nullable [] decode(String challenge) {
        try {
            return Base64.getDecoder().decode(challenge.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
