// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpReply;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** OAUTHBEARER (RFC 7628), and XOAUTH2, which is what providers had before. */
final class BearerExchange implements SaslExchange {

    private static final char SEPARATOR = '\u0001';
    private static final int LONGEST_ERROR = 300;

    private final String token;
    private final String message;
    private final String acknowledgement;
    private @Nullable String error;

    private BearerExchange(AccessToken token, String head, String acknowledgement) {
        this.token = token.value();
        this.message = head + SEPARATOR + "auth=Bearer " + token.value() + SEPARATOR + SEPARATOR;
        this.acknowledgement = acknowledgement;
    }

    /** The user's name may be missing: then the token says it. */
    static SaslExchange oauthBearer(LoginAttempt attempt, AccessToken token) {
        String username = attempt.login().username();
        // RFC 5801 section 4: comma and equals sign are the header's own.
        String name =
                username == null ? "" : "a=" + username.replace("=", "=3D").replace(",", "=2C");
        String head = "n," + name + "," + SEPARATOR + "host=" + attempt.host() + SEPARATOR + "port=" + attempt.port();
        // Section 3.2.3: a lone separator acknowledges an error.
        return new BearerExchange(token, head, String.valueOf(SEPARATOR));
    }

    static SaslExchange xoauth2(String username, AccessToken token) {
        return new BearerExchange(token, "user=" + username, "");
    }

    @Override
    public byte[] initialResponse() {
        return message.getBytes(StandardCharsets.UTF_8);
    }

    /** A challenge is an error in JSON. The final reply comes only after it was acknowledged. */
    @Override
    public byte @Nullable [] respond(byte[] challenge) {
        if (error != null) {
            return null;
        }
        String text = new String(challenge, StandardCharsets.UTF_8).replace(token, "xxxxxx");
        error = text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + "…";
        return acknowledgement.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Failure explain(Failure refusal) {
        SmtpReply reply = refusal.reply();
        String said = error == null || error.isEmpty() ? "" : ", saying " + error;
        if (reply == null || reply.code() != 535) {
            return said.isEmpty() ? refusal : refusal.withProblem(refusal.problem() + said);
        }
        return Failure.permanent(Category.OAUTH_TOKEN, "the server refused the access token" + said)
                .at(Phase.AUTH)
                .withReply(reply)
                .withAdvice("Check that it was issued for this server (oauthScope), that it may send as username, and"
                        + " that the mailbox allows SMTP");
    }
}
