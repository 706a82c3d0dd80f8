// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

/** A port of {@link ProxyServers}. */
enum ProxyDoor {
    /** danted, for everybody on this machine. */
    SOCKS5("socks5://"),
    /** danted, for who logs in. */
    SOCKS5_LOGIN("socks5://"),
    /** tinyproxy, for everybody on this machine. */
    HTTP("http://"),
    /** tinyproxy, for who logs in, and to one port only. */
    HTTP_LOGIN("http://");

    private final String scheme;

    ProxyDoor(String scheme) {
        this.scheme = scheme;
    }

    String scheme() {
        return scheme;
    }

    boolean isSocks() {
        return this == SOCKS5 || this == SOCKS5_LOGIN;
    }

    boolean wantsLogin() {
        return this == SOCKS5_LOGIN || this == HTTP_LOGIN;
    }
}
