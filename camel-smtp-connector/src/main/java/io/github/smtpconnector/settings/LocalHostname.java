// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The name to introduce ourselves with (RFC 5321 section 4.1.1.1): a domain name or an address literal. */
final class LocalHostname {

    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
    private static final Pattern LITERAL = Pattern.compile("\\[(?:IPv6:[0-9A-Fa-f:.]{2,45}|[0-9.]{7,15})]");
    private static final List<String> VARIABLES = List.of("HOSTNAME", "COMPUTERNAME");

    private LocalHostname() {}

    static boolean isLegal(String name) {
        return name.length() <= 255
                && (DOMAIN.matcher(name).matches() || LITERAL.matcher(name).matches());
    }

    /**
     * What the environment calls this machine when that is a full domain name, else the loopback address. A bare host
     * name is of no use: servers refuse it where they insist on a domain name, and take a literal. No look-up, because
     * that can hang.
     */
    static String bestKnown(Map<String, String> environment) {
        for (String variable : VARIABLES) {
            String name = environment.get(variable);
            if (name != null && name.indexOf('.') > 0 && DOMAIN.matcher(name).matches()) {
                return name;
            }
        }
        return "[127.0.0.1]";
    }
}
