// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.util.Arrays;
import java.util.List;

/** Which mechanism to log in by: the one named, or the strongest that the server offers and we can do. */
public final class MechanismChoice {

    private final LoginAttempt attempt;

    public MechanismChoice(LoginAttempt attempt) {
        this.attempt = attempt;
    }

    /**
     * The mechanism to log in by.
     *
     * @param auth whether the server offers a login at all
     */
    public SaslMechanism choose(boolean auth) {
        if (!auth) {
            throw refuse(
                    "a login is set, but the server offers none here",
                    "Check port, useTls and tlsMode, or leave the login out");
        }
        List<SaslMechanism> possible = possible();
        return possible.stream()
                .filter(mechanism -> attempt.offered().contains(mechanism.saslName()))
                .findFirst()
                .orElseThrow(() -> none(possible));
    }

    private List<SaslMechanism> possible() {
        String name = attempt.mechanism();
        return Arrays.stream(SaslMechanism.values())
                .filter(mechanism -> name == null || mechanism.saslName().equalsIgnoreCase(name))
                .filter(mechanism -> mechanism.isPossible(attempt))
                .toList();
    }

    private SmtpConnectorException none(List<SaslMechanism> possible) {
        String name = attempt.mechanism();
        if (possible.isEmpty() && name != null) {
            return refuse(
                    name + " cannot be used on this connection",
                    name.endsWith(SaslMechanism.BOUND)
                            ? "It binds the login to TLS, so it needs useTls=true, and a server with a certificate"
                            : "Check authMechanism");
        }
        boolean library = attempt.offered().stream()
                .map(SaslMechanism::named)
                .anyMatch(mechanism -> mechanism != null && !mechanism.isInstalled());
        return refuse(
                "the server offers " + String.join(", ", attempt.offered()) + " to log in, and none of them is "
                        + String.join(
                                ", ",
                                possible.stream().map(SaslMechanism::saslName).toList()),
                library
                        ? "Add " + SaslMechanism.SCRAM_LIBRARY + " to the class path for SCRAM"
                        : "Check authMechanism");
    }

    private SmtpConnectorException refuse(String problem, String advice) {
        return Failure.permanent(Category.AUTH, problem)
                .at(Phase.AUTH)
                .withServer(attempt.server())
                .withAdvice(advice)
                .toException();
    }
}
