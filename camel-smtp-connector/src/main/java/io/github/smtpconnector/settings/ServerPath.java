// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import io.github.smtpconnector.options.ServerOptions;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;

/** Reads the path of an endpoint's URI, {@code host}, {@code host:port} or {@code [IPv6]:port}, into its configuration. */
public final class ServerPath {

    private ServerPath() {}

    /** An empty path leaves host and port as the component has them. */
    public static void read(String path, ServerOptions into) {
        String host = path;
        String port = "";
        int colon = path.lastIndexOf(':');
        if (colon > path.lastIndexOf(']')) {
            host = path.substring(0, colon);
            port = path.substring(colon + 1);
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
}
