// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.proxy;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.wire.dialogue.ProtocolException;
import io.github.smtpconnector.wire.login.Credentials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/** Asks a SOCKS 5 proxy for a connection (RFC 1928), with a login by name and password where there is one (RFC 1929). */
public final class Socks5 {

    private static final int VERSION = 5;
    private static final int LOGIN_VERSION = 1;
    private static final int NO_LOGIN = 0;
    private static final int PASSWORD = 2;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;

    private final ProxyAddress proxy;
    private final ProxyLine line;

    public Socks5(ProxyAddress proxy, ProxyLine line) {
        this.proxy = proxy;
        this.line = line;
    }

    /** After it, what goes over the line goes to the server. */
    public void connect(String host, int port) throws IOException {
        logIn();
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(new byte[] {VERSION, CONNECT, 0});
        writeAddress(request, host);
        request.write(port >> 8);
        request.write(port);
        line.send(request.toByteArray());
        version(VERSION);
        int reply = line.read();
        if (reply != 0) {
            throw refusal(reply).toException();
        }
        // Whence the proxy connects to the server is of no use to us, but has to be read.
        line.read();
        int type = line.read();
        int length =
                switch (type) {
                    case IPV4 -> 4;
                    case IPV6 -> 16;
                    case NAME -> line.read();
                    default -> throw new ProtocolException("an address of a kind that SOCKS 5 does not have");
                };
        line.read(length + 2);
    }

    private void logIn() throws IOException {
        Credentials login = proxy.login();
        line.send(login == null ? new byte[] {VERSION, 1, NO_LOGIN} : new byte[] {VERSION, 2, NO_LOGIN, PASSWORD});
        version(VERSION);
        int method = line.read();
        if (method == NO_LOGIN) {
            return;
        }
        if (method != PASSWORD || login == null) {
            throw (login == null
                            ? ProxyFailure.wantsLogin(proxy)
                            : Failure.permanent(
                                            Category.AUTH,
                                            "the proxy " + proxy + " takes no login by user and password")
                                    .withAdvice("Check what its configuration says of logins"))
                    .toException();
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(LOGIN_VERSION);
        writeText(request, login.username());
        writeText(request, login.password());
        line.send(request.toByteArray());
        version(LOGIN_VERSION);
        if (line.read() != 0) {
            throw ProxyFailure.loginRefused(proxy).toException();
        }
    }

    private void version(int expected) throws IOException {
        int version = line.read();
        if (version != expected) {
            throw new ProtocolException(
                    version == 'H' ? "an answer in HTTP: it may be an http:// proxy" : "something that is not SOCKS 5");
        }
    }

    /** A name as it is: the proxy looks it up. */
    private static void writeAddress(ByteArrayOutputStream request, String host) throws IOException {
        if (ProxyAddress.isIpv6(host) || ProxyAddress.isIpv4(host)) {
            byte[] address = InetAddress.getByName(host).getAddress();
            request.write(address.length == 4 ? IPV4 : IPV6);
            request.writeBytes(address);
        } else {
            request.write(NAME);
            writeText(request, ProxyAddress.toAscii(host));
        }
    }

    private static void writeText(ByteArrayOutputStream request, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (octets.length > 255) {
            // The login has been checked, so it is the host.
            throw Failure.permanent(Category.CONFIG, "the host name has more than 255 octets")
                    .withAdvice("Check host")
                    .toException();
        }
        request.write(octets.length);
        request.writeBytes(octets);
    }

    private Failure refusal(int reply) {
        String reason =
                switch (reply) {
                    case 1 -> "general failure";
                    case 2 -> "not allowed by its rules";
                    case 3 -> "network unreachable";
                    case 4 -> "host unreachable";
                    case 5 -> "connection refused";
                    case 6 -> "TTL expired";
                    case 7 -> "command not supported";
                    case 8 -> "kind of address not supported";
                    default -> "unknown reason";
                };
        boolean forGood = reply == 2 || reply == 7 || reply == 8;
        return ProxyFailure.notConnected(proxy, !forGood, "SOCKS reply " + reply + ", " + reason);
    }
}
