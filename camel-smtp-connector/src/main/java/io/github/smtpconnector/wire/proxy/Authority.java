// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.proxy;

import java.net.IDN;

/** How a proxy is told which server to connect to: by its name, which is not looked up here. */
final class Authority {

    private Authority() {}

    /** {@code host:port}, an IPv6 address in brackets (RFC 3986 section 3.2.2). */
    static String of(String host, int port) {
        return (isIpv6(host) ? "[" + host + "]" : host) + ":" + port;
    }

    static boolean isIpv6(String host) {
        return host.indexOf(':') >= 0;
    }

    static boolean isIpv4(String host) {
        return host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }

    /** The name in ASCII, as the DNS has it. */
    static String toAscii(String host) {
        try {
            return isIpv6(host) ? host : IDN.toASCII(host);
        } catch (IllegalArgumentException e) {
            // Longer than a name can be, or with characters that none has: whoever looks it up will say so.
            return host;
        }
    }
}
