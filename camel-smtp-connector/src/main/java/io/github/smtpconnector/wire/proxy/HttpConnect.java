// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.proxy;

import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.wire.dialogue.ProtocolException;
import io.github.smtpconnector.wire.login.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks an HTTP proxy for a connection by CONNECT (RFC 9110 section 9.3.6), with a login where there is one (RFC 7617). */
public final class HttpConnect {

    /** No proxy needs more to say yes or no. */
    private static final int LONGEST_HEAD = 16 * 1024;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (\\d{3})(?: .*)?");

    private final ProxyAddress proxy;
    private final ProxyLine line;

    public HttpConnect(ProxyAddress proxy, ProxyLine line) {
        this.proxy = proxy;
        this.line = line;
    }

    /** After it, what goes over the line goes to the server. */
    public void connect(String host, int port) throws IOException {
        String authority = ProxyAddress.authority(ProxyAddress.toAscii(host), port);
        StringBuilder request = new StringBuilder("CONNECT ")
                .append(authority)
                .append(" HTTP/1.1\r\nHost: ")
                .append(authority)
                .append("\r\n");
        Credentials login = proxy.login();
        if (login != null) {
            String pair = login.username() + ":" + login.password();
            request.append("Proxy-Authorization: Basic ")
                    .append(Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                    .append("\r\n");
        }
        line.send(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        String status = head();
        Matcher matcher = STATUS.matcher(status);
        if (!matcher.matches()) {
            throw new ProtocolException("something that is not HTTP");
        }
        int code = Integer.parseInt(matcher.group(1));
        if (code / 100 != 2) {
            throw refusal(code, status.substring(status.indexOf(' ') + 1)).toException();
        }
    }

    /** The first line; reads up to the empty one, after which the server speaks. */
    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        int lineStart = 0;
        while (head.length() < LONGEST_HEAD) {
            int octet = line.read();
            if (head.length() == 0 && octet != 'H') {
                throw new ProtocolException("something that is not HTTP: it may be a socks5:// proxy");
            }
            if (octet == '\n') {
                if (head.substring(lineStart).strip().isEmpty()) {
                    return head.toString().lines().findFirst().orElse("");
                }
                head.append('\n');
                lineStart = head.length();
            } else {
                head.append((char) octet);
            }
        }
        throw new ProtocolException("an answer of more than " + LONGEST_HEAD + " octets");
    }

    private Failure refusal(int code, String status) {
        // 401 is for servers and not for proxies, but tinyproxy says so of a wrong login.
        if (code == 407 || code == 401) {
            return proxy.login() == null ? ProxyFailure.wantsLogin(proxy) : ProxyFailure.loginRefused(proxy);
        }
        boolean later = code >= 500 || code == 408 || code == 429;
        return ProxyFailure.notConnected(proxy, later, "HTTP " + status.substring(0, Math.min(status.length(), 200)));
    }
}
