// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which mechanisms to log in by: the one named, or those that the server offers and we can do, the one to try first at
 * the head.
 */
public final class MechanismChoice {

    private final LoginAttempt attempt;

    public MechanismChoice(LoginAttempt attempt) {
        this.attempt = attempt;
    }

    /**
     * The mechanisms to log in by, at least one.
     *
     * @param auth whether the server offers a login at all
     */
    public List<SaslMechanism> inOrder(boolean auth) {
        if (!auth) {
            throw refuse(
                    "a login is set, but the server offers none here",
                    "Check port, useTls and tlsMode, or leave the login out");
        }
        List<SaslMechanism> possible = possible();
        List<SaslMechanism> usable = possible.stream()
                .filter(mechanism -> attempt.offered().contains(mechanism.saslName()))
                .toList();
        if (usable.isEmpty()) {
            throw none(possible);
        }
        return usable;
    }

    private List<SaslMechanism> possible() {
        String name = attempt.mechanism();
        return Arrays.stream(SaslMechanism.values())
                .filter(mechanism -> name == null || mechanism.saslName().equalsIgnoreCase(name))
                .filter(mechanism -> mechanism.isPossible(attempt))
                // False comes first, and the order stays as it is otherwise.
                .sorted(Comparator.comparing(this::isLast))
                .toList();
    }

    /** Where TLS keeps the password from others, all that CRAM-MD5 adds is a server that must store it in clear. */
    private boolean isLast(SaslMechanism mechanism) {
        return mechanism == SaslMechanism.CRAM_MD5 && attempt.tls() != null;
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
