// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the servers to use when the first does not serve.
 *
 * @param host its name or address, without brackets
 * @param port its port
 */
record HostPort(String host, int port) {

    /**
     * Reads {@code host[:port]} separated by comma, an IPv6 address in brackets.
     *
     * @param defaultPort where none is given
     * @throws IllegalArgumentException when one of them is something else; says which, and does not repeat it
     */
    static List<HostPort> list(String text, int defaultPort) {
        List<HostPort> all = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            all.add(parse(entry.strip(), defaultPort, "entry " + (all.size() + 1) + " "));
        }
        return all;
    }

    private static HostPort parse(String entry, int defaultPort, String which) {
        int colon = entry.lastIndexOf(':');
        boolean withPort = colon > entry.lastIndexOf(']');
        String host = withPort ? entry.substring(0, colon) : entry;
        if (!OptionsCheck.isHost(host) || (host.indexOf(':') >= 0 && !host.startsWith("["))) {
            // Not repeated: a URL with a login in it is a likely mistake.
            throw new IllegalArgumentException(which + "is not host or host:port; an IPv6 address needs brackets");
        }
        int port = defaultPort;
        if (withPort) {
            String number = entry.substring(colon + 1);
            port = number.matches("\\d{1,5}") ? Integer.parseInt(number) : 0;
        }
        if (port == OptionsCheck.RELAY_PORT) {
            throw new IllegalArgumentException(
                    which + "has port 25, which is for unencrypted mail between servers; use 587 or 465");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(which + "has a port that is not between 1 and 65535");
        }
        return new HostPort(withoutBrackets(host), port);
    }

    static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
