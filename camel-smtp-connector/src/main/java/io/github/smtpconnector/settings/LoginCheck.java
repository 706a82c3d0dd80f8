// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import static io.github.smtpconnector.settings.OptionsCheck.isGiven;

import io.github.smtpconnector.options.LoginOptions;
import io.github.smtpconnector.wire.login.SaslMechanism;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Checks the options of the login, for {@link OptionsCheck}. */
final class LoginCheck {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final LoginOptions options;
    private final List<String> problems;

    private LoginCheck(LoginOptions options, List<String> problems) {
        this.options = options;
        this.problems = problems;
    }

    /** Adds a line for each option that cannot work. */
    static void check(LoginOptions options, List<String> problems) {
        LoginCheck check = new LoginCheck(options, problems);
        List<String> tokens = check.tokens();
        if (tokens.isEmpty()) {
            check.password();
        } else {
            check.token(tokens);
        }
        check.fetching();
        check.mechanism(!tokens.isEmpty());
    }

    /** The options given that say where tokens come from. */
    private List<String> tokens() {
        List<String> given = new ArrayList<>();
        if (isGiven(options.getAccessToken())) {
            given.add("accessToken");
        }
        if (options.getAccessTokenSource() != null) {
            given.add("accessTokenSource");
        }
        if (isGiven(options.getOauthTokenUri())) {
            given.add("oauthTokenUri");
        }
        return given;
    }

    private void password() {
        boolean username = isGiven(options.getUsername());
        if (username != isGiven(options.getPassword())) {
            problems.add((username ? "password" : "username") + ": is missing; give username and password both, or"
                    + " neither for a server without login");
        }
    }

    private void token(List<String> sources) {
        if (sources.size() > 1) {
            problems.add(String.join(", ", sources) + ": contradict each other; a token comes from one of them");
        }
        if (isGiven(options.getPassword())) {
            problems.add("password: contradicts " + sources.get(0) + "; log in by password or by token");
        }
        if (!isGiven(options.getUsername()) && !options.getAuthMechanism().equalsIgnoreCase("OAUTHBEARER")) {
            problems.add("username: is missing; give the mailbox that the token is for (only with"
                    + " authMechanism=OAUTHBEARER may the token alone say it)");
        }
        String username = options.getUsername();
        if (username != null && username.chars().anyMatch(Character::isISOControl)) {
            problems.add("username: holds a control character");
        }
    }

    private void fetching() {
        boolean secret = isGiven(options.getOauthClientSecret());
        boolean refresh = isGiven(options.getOauthRefreshToken());
        boolean client = isGiven(options.getOauthClientId());
        if (!isGiven(options.getOauthTokenUri())) {
            if (secret || refresh || client || isGiven(options.getOauthScope())) {
                problems.add("oauthTokenUri: is missing; without it no other oauth option has an effect");
            }
            return;
        }
        if (!client) {
            problems.add("oauthClientId: is missing; oauthTokenUri needs it");
        }
        if (!secret && !refresh) {
            problems.add("oauthClientSecret: is missing; oauthTokenUri needs it, or oauthRefreshToken, or both");
        }
        String fault = faultOf(String.valueOf(options.getOauthTokenUri()));
        if (!fault.isEmpty()) {
            // Not repeated: an address with a secret in it is a likely mistake.
            problems.add("oauthTokenUri: " + fault);
        }
    }

    private static String faultOf(String address) {
        try {
            URI uri = new URI(address);
            if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                return "is not an address such as https://login.example.com/token, without login and #";
            }
            boolean https = "https".equalsIgnoreCase(uri.getScheme());
            boolean http = "http".equalsIgnoreCase(uri.getScheme());
            return https || (http && LOOPBACK.matcher(uri.getHost()).matches())
                    ? ""
                    : "must begin with https, because secrets go there";
        } catch (URISyntaxException e) {
            return "is not an address such as https://login.example.com/token";
        }
    }

    private void mechanism(boolean token) {
        String name = options.getAuthMechanism();
        if (name.equalsIgnoreCase("AUTO")) {
            return;
        }
        SaslMechanism mechanism = SaslMechanism.named(name);
        if (mechanism == null) {
            problems.add("authMechanism: " + name + " is not known; use AUTO or one of "
                    + String.join(", ", SaslMechanism.names()));
        } else if (!mechanism.isInstalled()) {
            problems.add("authMechanism: " + mechanism.saslName() + " needs " + SaslMechanism.SCRAM_LIBRARY
                    + " on the class path; add it as a dependency, or use AUTO");
        } else if (mechanism.takesToken() && !token) {
            problems.add("authMechanism: " + mechanism.saslName()
                    + " needs a token; give accessToken, accessTokenSource or oauthTokenUri");
        } else if (!mechanism.takesToken() && token) {
            problems.add("authMechanism: " + mechanism.saslName()
                    + " takes a password and no token; use AUTO, XOAUTH2 or OAUTHBEARER");
        } else if (!token && !isGiven(options.getUsername()) && !isGiven(options.getPassword())) {
            problems.add("authMechanism: has no effect without a login; give username and password, or remove it");
        }
    }
}
