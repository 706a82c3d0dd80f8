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
import org.jspecify.annotations.Nullable;

/** The AUTH command (RFC 4954). */
final class Authentication {

    /** RFC 5321 section 4.5.3.1.4, without the line's end. */
    private static final int MAX_COMMAND = 510;

    /** RFC 4954 section 4. */
    private static final int MAX_LINE = 12_288;

    /** No mechanism has more challenges than three; who puts many keeps us from our work. */
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
        SaslMechanism mechanism = new MechanismChoice(attempt).choose(offered.auth());
        SaslExchange exchange = mechanism.begin(attempt);
        Reply reply = converse(dialogue, mechanism, exchange);
        if (!reply.is(235)) {
            throw exchange.explain(Refusal.of(Phase.AUTH, reply))
                    .withServer(identity.server())
                    .toException();
        }
        if (!exchange.trustsServer()) {
            throw refuse("the server let us in without proving that it knows the password")
                    .withAdvice("It may not be the server it seems to be: check host, and ignoreSelfSignedCertificates")
                    .toException();
        }
        observer.loggedIn(mechanism);
    }

    /** Behind a proxy is anywhere, however near the proxy is. */
    private boolean mayTravelInClear(Line line) {
        boolean allowed = identity.allowInsecureAuth();
        return identity.proxy() == null ? mayTravelInClear(line.remote().getAddress(), allowed) : allowed;
    }

    /** Nobody listens between us and ourselves; anywhere else somebody may, and who allows it must say so. */
    static boolean mayTravelInClear(InetAddress server, boolean allowed) {
        return allowed || server.isLoopbackAddress();
    }

    private Reply converse(Dialogue dialogue, SaslMechanism mechanism, SaslExchange exchange) throws IOException {
        Reply reply = begin(dialogue, "AUTH " + mechanism.saslName(), exchange.initialResponse());
        for (int round = 0; reply.is(334) && round < MOST_ROUNDS; round++) {
            byte[] challenge = decode(reply.lines().get(0));
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
        // RFC 4954 section 4: what makes the command too long waits for a challenge. Most tokens are of that length.
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

    /** The challenge, or null where it is not base64: then the exchange is cancelled with {@code *}. */
    private static byte @Nullable [] decode(String challenge) {
        try {
            return Base64.getDecoder().decode(challenge.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
