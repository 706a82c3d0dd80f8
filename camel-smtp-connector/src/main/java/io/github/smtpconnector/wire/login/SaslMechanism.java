// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ways to log in, strongest first where nothing else protects the password; those by token apart from those by password, for no login has both. */
public enum SaslMechanism {
    OAUTHBEARER,
    XOAUTH2,
    SCRAM_SHA_256_PLUS,
    SCRAM_SHA_256,
    SCRAM_SHA_1_PLUS,
    SCRAM_SHA_1,
    CRAM_MD5,
    PLAIN,
    LOGIN;

    /** The artifact to add for the mechanisms that need one. */
    public static final String SCRAM_LIBRARY = "com.ongres.scram:scram-client";

    /** How the name of a mechanism ends that binds the login to the TLS connection (RFC 5802 section 4). */
    static final String BOUND = "-PLUS";

    /** The mechanism of this name, in any case, or null. */
    public static @Nullable SaslMechanism named(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(mechanism -> mechanism.saslName().equals(wanted))
                .findFirst()
                .orElse(null);
    }

    /** All names, strongest first. */
    public static List<String> names() {
        return Arrays.stream(values()).map(SaslMechanism::saslName).toList();
    }

    /** As servers offer it. */
    public String saslName() {
        return name().replace('_', '-');
    }

    /** Whether what it needs is on the class path. */
    public boolean isInstalled() {
        return !isScram() || ScramLibrary.PRESENT;
    }

    /** Whether it logs in by access token and not by password. */
    public boolean takesToken() {
        return this == OAUTHBEARER || this == XOAUTH2;
    }

    /** Whether the server must have stored more than a hash of its own choice to check the answer. */
    public boolean isByChallenge() {
        return isScram() || this == CRAM_MD5;
    }

    private boolean isScram() {
        return saslName().startsWith("SCRAM-");
    }

    private boolean isBound() {
        return saslName().endsWith(BOUND);
    }

    /** Whether we can use it on this connection, should the server offer it. */
    boolean isPossible(LoginAttempt attempt) {
        Login login = attempt.login();
        if (takesToken()) {
            return login instanceof TokenLogin && (this == OAUTHBEARER || login.username() != null);
        }
        return login instanceof Credentials
                && isInstalled()
                && (!isBound() || ScramExchange.serverEndPoint(attempt.tls()) != null);
    }

    /** Begins to log in. Only where it is possible. */
    public SaslExchange begin(LoginAttempt attempt) {
        if (attempt.login() instanceof Credentials login) {
            return begin(login, attempt);
        }
        String username = attempt.login().username();
        AccessToken token = Objects.requireNonNull(attempt.token());
        return username == null || this == OAUTHBEARER
                ? BearerExchange.oauthBearer(attempt, token)
                : BearerExchange.xoauth2(username, token);
    }

    private SaslExchange begin(Credentials login, LoginAttempt attempt) {
        return switch (this) {
            case CRAM_MD5 -> PasswordExchange.cramMd5(login);
            case PLAIN -> PasswordExchange.plain(login);
            case LOGIN -> PasswordExchange.login(login);
            default -> new ScramExchange(saslName(), isBound(), login, attempt);
        };
    }

    /** Looked for once, when it is first needed. */
    private static final class ScramLibrary {
        static final boolean PRESENT = isPresent();

        private static boolean isPresent() {
            try {
                Class.forName("com.ongres.scram.client.ScramClient", false, SaslMechanism.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException | LinkageError e) {
                return false;
            }
        }
    }
}
