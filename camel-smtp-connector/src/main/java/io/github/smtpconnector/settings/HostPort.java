// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import io.github.smtpconnector.options.ServerOptions;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a server listens, as URIs and lists of servers write it.
 *
 * @param host its name or address, without brackets
 * @param port its port
 */
public record HostPort(String host, int port) {

    /** Where servers take mail from each other, in clear. */
    private static final int RELAY_PORT = 25;

    private static final int HIGHEST_PORT = 65_535;

    /** A name, an IPv4 address or an IPv6 address in brackets; IDN is left to the look-up. */
    private static final Pattern HOST =
            Pattern.compile("\\[[0-9A-Fa-f:.%]+]|[\\w.\\-]+", Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * Reads the path of an endpoint's URI, {@code host}, {@code host:port} or {@code [IPv6]:port}, into its options. An
     * empty path leaves host and port as the component has them.
     */
    public static void readPath(String path, ServerOptions into) {
        int colon = path.lastIndexOf(':');
        boolean withPort = colon > path.lastIndexOf(']');
        String host = withPort ? path.substring(0, colon) : path;
        String port = withPort ? path.substring(colon + 1) : "";
        if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
            // Not repeated: a login can be written in front of a host.
            throw Failure.permanent(Category.CONFIG, "host: has a colon in it, and not only the one before the port")
                    .withAdvice("Write an IPv6 address in brackets, smtp-connector:[2001:db8::1]:587, and a login as"
                            + " username and password")
                    .toException();
        }
        if (!host.isEmpty()) {
            into.setHost(host);
        }
        if (!port.isEmpty()) {
            into.setPort(number(port));
        }
    }

    private static int number(String port) {
        try {
            return Integer.parseInt(port);
        } catch (NumberFormatException e) {
            // The text is not repeated: in host:port?, a login may have been written where the port belongs.
            throw Failure.permanent(Category.CONFIG, "port: what follows the last colon of the path is not a number")
                    .withAdvice("Write smtp-connector:host:port, an IPv6 address in brackets, and the login as"
                            + " username and password")
                    .causedBy(e)
                    .toException();
        }
    }

    static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    static boolean isRelayPort(int port) {
        return port == RELAY_PORT;
    }

    static boolean isPort(int port) {
        return port >= 1 && port <= HIGHEST_PORT;
    }

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
        if (!isHost(host)) {
            // Not repeated: a URL with a login in it is a likely mistake.
            throw new IllegalArgumentException(which + "is not host or host:port; an IPv6 address needs brackets");
        }
        int port = defaultPort;
        if (withPort) {
            String number = entry.substring(colon + 1);
            port = number.matches("\\d{1,5}") ? Integer.parseInt(number) : 0;
        }
        if (isRelayPort(port)) {
            throw new IllegalArgumentException(
                    which + "has port 25, which is for unencrypted mail between servers; use 587 or 465");
        }
        if (!isPort(port)) {
            throw new IllegalArgumentException(which + "has a port that is not between 1 and 65535");
        }
        return new HostPort(withoutBrackets(host), port);
    }

    static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
