// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a token endpoint (RFC 6749 section 5).
 *
 * @param accessToken the token
 * @param lifetime how long it is valid, or null when the server did not say
 * @param refreshToken the refresh token to use from now on, or null to keep the last one
 */
record TokenAnswer(String accessToken, @Nullable Duration lifetime, @Nullable String refreshToken) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TEXT = 300;
    private static final long LONGEST_LIFETIME = Duration.ofDays(1).toSeconds();

    /**
     * @throws io.github.smtpconnector.outcome.SmtpConnectorException of category OAUTH_TOKEN when there is no token in
     *     it
     */
    static TokenAnswer read(TokenGrant grant, int status, String body) {
        JsonNode json = parse(body);
        if (status != 200) {
            throw refusal(grant, status, json).toException();
        }
        String token = json.path("access_token").asText("");
        if (token.isEmpty()) {
            throw Failure.permanent(Category.OAUTH_TOKEN, at(grant) + " answered without an access_token")
                    .withAdvice("Check oauthTokenUri: it must be the token endpoint itself")
                    .toException();
        }
        String type = json.path("token_type").asText("Bearer");
        if (!type.equalsIgnoreCase("Bearer")) {
            throw Failure.permanent(Category.OAUTH_TOKEN, at(grant) + " gave a token of type " + bounded(grant, type))
                    .withAdvice("Mail servers take bearer tokens only (RFC 6750)")
                    .toException();
        }
        long seconds = json.path("expires_in").asLong(-1);
        String refreshToken = json.path("refresh_token").asText("");
        return new TokenAnswer(
                token,
                seconds < 0 ? null : Duration.ofSeconds(Math.min(seconds, LONGEST_LIFETIME)),
                refreshToken.isEmpty() ? null : refreshToken);
    }

    static String at(TokenGrant grant) {
        return "the token endpoint " + grant.endpoint().getHost();
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            // For instance the page of a proxy; the status says enough.
            return JSON.missingNode();
        }
    }

    private static Failure refusal(TokenGrant grant, int status, JsonNode json) {
        String error = json.path("error").asText("");
        String description = json.path("error_description").asText("");
        String problem = at(grant) + " answered " + status + (error.isEmpty() ? "" : ": " + bounded(grant, error))
                + (description.isEmpty() ? "" : " (" + bounded(grant, description) + ")");
        boolean later = status >= 500
                || status == 429
                || status == 408
                || error.equals("temporarily_unavailable")
                || error.equals("server_error");
        return later
                ? Failure.retryable(Category.OAUTH_TOKEN, problem)
                : Failure.permanent(Category.OAUTH_TOKEN, problem).withAdvice(advice(status, error));
    }

    /** The errors of RFC 6749 section 5.2. */
    private static String advice(int status, String error) {
        return switch (error) {
            case "invalid_client" -> "Check oauthClientId and oauthClientSecret; a secret may have expired";
            case "invalid_grant" ->
                "The refresh token has expired, was revoked, or is another client's: get a new one"
                        + " for oauthRefreshToken";
            case "unauthorized_client", "unsupported_grant_type" ->
                "The client may not ask in this way: allow it there," + " or set oauthRefreshToken, or leave it out";
            case "invalid_scope" -> "Check oauthScope";
            default ->
                status / 100 == 3
                        ? "Redirects are not followed: set oauthTokenUri to where it leads"
                        : "Check oauthTokenUri, oauthClientId and oauthScope";
        };
    }

    private static String bounded(TokenGrant grant, String text) {
        String shown = grant.withoutSecrets(text);
        return shown.length() <= LONGEST_TEXT ? shown : shown.substring(0, LONGEST_TEXT) + "…";
    }

    @Override
    public String toString() {
        return "TokenAnswer[xxxxxx]";
    }
}
