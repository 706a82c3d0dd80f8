// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.oauth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The request for a token: by refresh token (RFC 6749 section 6) when there is one, else in the client's own name
 * (section 4.4). Never prints its secrets.
 *
 * @param endpoint the token endpoint
 * @param clientId the client
 * @param clientSecret its secret, or null for a client that has none
 * @param scope the scope of the token, or null to leave it to the server
 * @param refreshToken the refresh token, which stands for a user's consent, or null
 */
public record TokenGrant(
        URI endpoint,
        String clientId,
        @Nullable String clientSecret,
        @Nullable String scope,
        @Nullable String refreshToken) {

    /** The same with the refresh token that the server gave in place of the last. */
    TokenGrant with(String newRefreshToken) {
        return new TokenGrant(endpoint, clientId, clientSecret, scope, newRefreshToken);
    }

    /** The request's body (RFC 6749 appendix B). */
    String form() {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put("grant_type", refreshToken == null ? "client_credentials" : "refresh_token");
        fields.put("refresh_token", refreshToken);
        fields.put("client_id", clientId);
        fields.put("client_secret", clientSecret);
        fields.put("scope", scope);
        return fields.entrySet().stream()
                .filter(field -> field.getValue() != null)
                .map(field -> field.getKey() + "="
                        + URLEncoder.encode(String.valueOf(field.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The text without the secrets, in case the server repeats them. */
    String withoutSecrets(String text) {
        String shown = clientSecret == null ? text : text.replace(clientSecret, "xxxxxx");
        return refreshToken == null ? shown : shown.replace(refreshToken, "xxxxxx");
    }

    @Override
    public String toString() {
        return "TokenGrant[" + endpoint.getHost() + "]";
    }
}
