// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static io.github.smtpconnector.OptionsCheck.isGiven;

import io.github.smtpconnector.wire.SaslMechanism;
import java.util.List;

/** Checks the options that say who logs in and how, for {@link OptionsCheck}. */
final class LoginCheck {

    private final SmtpConfiguration options;
    private final List<String> problems;

    private LoginCheck(SmtpConfiguration options, List<String> problems) {
        this.options = options;
        this.problems = problems;
    }

    /** Adds a line for each option that cannot work. */
    static void check(SmtpConfiguration options, List<String> problems) {
        LoginCheck check = new LoginCheck(options, problems);
        check.password();
        check.mechanism();
    }

    private void password() {
        boolean username = isGiven(options.getUsername());
        if (username != isGiven(options.getPassword())) {
            problems.add((username ? "password" : "username") + ": is missing; give username and password both, or"
                    + " neither for a server without login");
        }
    }

    private void mechanism() {
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
        } else if (!isGiven(options.getUsername()) && !isGiven(options.getPassword())) {
            problems.add("authMechanism: has no effect without a login; give username and password, or remove it");
        }
    }
}
