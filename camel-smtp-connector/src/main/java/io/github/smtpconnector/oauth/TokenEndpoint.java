// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.oauth;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a token endpoint. The certificate is checked against the trust of the JVM, not against that of the mail server.
 * Redirects are not followed, because they would carry the secret to another host.
 */
final class TokenEndpoint {

    private final Duration limit;

    /** @param limit how long one request may take, from its beginning to the last octet of the answer */
    TokenEndpoint(Duration limit) {
        this.limit = limit;
    }

    /** @throws SmtpConnectorException of category OAUTH_TOKEN when it gives no token */
    TokenAnswer ask(TokenGrant grant) {
        HttpRequest request = HttpRequest.newBuilder(grant.endpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(grant.form()))
                .build();
        CompletableFuture<HttpResponse<String>> answer =
                TokenHttp.client().sendAsync(request, info -> new BoundedBody());
        try {
            HttpResponse<String> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return TokenAnswer.read(grant, response.statusCode(), response.body());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw Failure.retryable(
                            Category.OAUTH_TOKEN,
                            TokenAnswer.at(grant) + " did not answer within " + limit.toMillis() + " ms")
                    .toException();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw Failure.retryable(Category.OAUTH_TOKEN, "the request for a token was interrupted")
                    .toException();
        } catch (ExecutionException e) {
            throw unreachable(grant, e.getCause() == null ? e : e.getCause());
        }
    }

    private static SmtpConnectorException unreachable(TokenGrant grant, Throwable cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        // Other failures of the handshake may be over soon: an endpoint that restarts hangs up, too.
        if (isAboutCertificate(cause)) {
            return Failure.permanent(Category.OAUTH_TOKEN, TokenAnswer.at(grant) + " is not trusted: " + reason)
                    .withAdvice("Its certificate must be one that the JVM trusts")
                    .causedBy(cause)
                    .toException();
        }
        return Failure.retryable(Category.OAUTH_TOKEN, TokenAnswer.at(grant) + " was not reached: " + reason)
                .withAdvice("Check oauthTokenUri, and the way out to it")
                .causedBy(cause)
                .toException();
    }

    private static boolean isAboutCertificate(Throwable thrown) {
        @Nullable Throwable cause = thrown;
        while (cause != null && !(cause instanceof CertificateException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}
