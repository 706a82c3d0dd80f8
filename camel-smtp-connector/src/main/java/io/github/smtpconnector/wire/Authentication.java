// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.wire.dialogue.Capabilities;
import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.Line;
import io.github.smtpconnector.wire.dialogue.Refusal;
import io.github.smtpconnector.wire.dialogue.Reply;
import io.github.smtpconnector.wire.login.AccessToken;
import io.github.smtpconnector.wire.login.Login;
import io.github.smtpconnector.wire.login.LoginAttempt;
import io.github.smtpconnector.wire.login.MechanismChoice;
import io.github.smtpconnector.wire.login.SaslExchange;
import io.github.smtpconnector.wire.login.SaslMechanism;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The AUTH command (RFC 4954). */
final class Authentication {

    /** RFC 5321 section 4.5.3.1.4, without the line's end. */
    private static final int MAX_COMMAND = 510;

    /** RFC 4954 section 4. */
    private static final int MAX_LINE = 12_288;

    /** No mechanism has more challenges than three; a server that sends many only holds us up. */
    private static final int MOST_ROUNDS = 4;

    private final ServerIdentity identity;

    Authentication(ServerIdentity identity) {
        this.identity = identity;
    }

    /**
     * Logs in, or does nothing where there is no login to use.
     *
     * @param token what to log in with, where that is by token
     */
    void logIn(Dialogue dialogue, Capabilities offered, @Nullable AccessToken token, OpeningObserver observer)
            throws IOException {
        Login login = identity.credentials();
        if (login == null) {
            return;
        }
        if (dialogue.line().tls() == null && !mayTravelInClear(dialogue.line())) {
            throw refuse("the connection is not secured, so the login was not sent")
                    .withAdvice("Set useTls=true, or, on a network you trust, allowInsecureAuth=true")
                    .toException();
        }
        LoginAttempt attempt = new LoginAttempt(
                identity.host(),
                identity.port(),
                login,
                identity.authMechanism(),
                token,
                offered.authMechanisms(),
                dialogue.line().tls());
        observer.loggedIn(logIn(dialogue, attempt, new MechanismChoice(attempt).inOrder(offered.auth())));
    }

    /** By the first mechanism that the server has after all. Any other refusal is the last word: each counts as a try. */
    private SaslMechanism logIn(Dialogue dialogue, LoginAttempt attempt, List<SaslMechanism> mechanisms)
            throws IOException {
        Failure refusal = null;
        for (SaslMechanism mechanism : mechanisms) {
            Failure said = refusal(dialogue, attempt, mechanism, refusal);
            if (said == null) {
                return mechanism;
            }
            boolean unknown = isReply(said, 504);
            refusal = refusal == null || !unknown ? said : refusal;
            if (!unknown && !isReply(said, 534)) {
                break;
            }
        }
        throw Objects.requireNonNull(refusal).toException();
    }

    /** Why the server does not let us in by this mechanism, or null when it does. */
    private @Nullable Failure refusal(
            Dialogue dialogue, LoginAttempt attempt, SaslMechanism mechanism, @Nullable Failure before)
            throws IOException {
        SaslExchange exchange = mechanism.begin(attempt);
        Reply reply;
        try {
            reply = converse(dialogue, mechanism, exchange);
        } catch (IOException e) {
            if (before == null) {
                throw e;
            }
            // It hung up over its own refusal, which says more.
            return before;
        }
        if (!reply.is(235)) {
            return advised(exchange.explain(Refusal.of(Phase.AUTH, reply)), attempt, mechanism)
                    .withServer(identity.server());
        }
        if (!exchange.trustsServer()) {
            throw refuse("the server let us in without proving that it knows the password")
                    .withAdvice("It may not be the server it seems to be: check host, and ignoreSelfSignedCertificates")
                    .toException();
        }
        return null;
    }

    /** Servers offer a challenge for which they have stored nothing, and then no password is right. */
    private Failure advised(Failure refusal, LoginAttempt attempt, SaslMechanism mechanism) {
        String simple = Stream.of(SaslMechanism.PLAIN, SaslMechanism.LOGIN)
                .map(SaslMechanism::saslName)
                .filter(attempt.offered()::contains)
                .findFirst()
                .orElse(null);
        if (!isReply(refusal, 535) || !mechanism.isByChallenge() || simple == null) {
            return refusal;
        }
        return refusal.withAdvice("Check username and password; they were tried by " + mechanism.saslName()
                + ", and if the server cannot check that for this mailbox, set authMechanism=" + simple + ". "
                + Refusal.RAW_ADVICE);
    }

    private static boolean isReply(Failure failure, int code) {
        return failure.reply() != null && failure.reply().code() == code;
    }

    /** Behind a proxy is anywhere, however near the proxy is. */
    private boolean mayTravelInClear(Line line) {
        boolean allowed = identity.allowInsecureAuth();
        return identity.proxy() == null ? mayTravelInClear(line.remote().getAddress(), allowed) : allowed;
    }

    /** Within this machine no other machine listens. Anywhere else one may, and the route must allow it explicitly. */
    static boolean mayTravelInClear(InetAddress server, boolean allowed) {
        return allowed || server.isLoopbackAddress();
    }

    private Reply converse(Dialogue dialogue, SaslMechanism mechanism, SaslExchange exchange) throws IOException {
        Reply reply = begin(dialogue, "AUTH " + mechanism.saslName(), exchange.initialResponse());
        for (int round = 0; reply.is(334) && round < MOST_ROUNDS; round++) {
            byte[] challenge = decode(reply.lines().get(0), exchange);
            byte[] response = challenge == null ? null : exchange.respond(challenge);
            reply = dialogue.ask(response == null ? "*" : encode(response), Phase.AUTH);
        }
        return reply;
    }

    private Reply begin(Dialogue dialogue, String command, byte @Nullable [] response) throws IOException {
        if (response == null) {
            return dialogue.ask(command, Phase.AUTH);
        }
        String text = encode(response);
        if (command.length() + 1 + text.length() <= MAX_COMMAND) {
            return dialogue.ask(command + " " + text, Phase.AUTH);
        }
        // RFC 4954 section 4: a response too long for the command waits for a challenge. Most tokens are that long.
        Reply reply = dialogue.ask(command, Phase.AUTH);
        return reply.is(334) ? dialogue.ask(text, Phase.AUTH) : reply;
    }

    private Failure refuse(String problem) {
        return Failure.permanent(Category.AUTH, problem).at(Phase.AUTH).withServer(identity.server());
    }

    private String encode(byte[] response) {
        String line = Base64.getEncoder().encodeToString(response);
        if (line.length() > MAX_LINE) {
            throw refuse("the login is too long for SMTP").toException();
        }
        return line;
    }

    /** The challenge, or null where it is needed and is not base64: then the exchange is cancelled with {@code *}. */
    private static byte @Nullable [] decode(String challenge, SaslExchange exchange) {
        if (!exchange.readsChallenges()) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder().decode(challenge.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
