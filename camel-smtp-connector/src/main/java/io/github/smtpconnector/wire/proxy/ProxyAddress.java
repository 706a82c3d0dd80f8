// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.proxy;

import io.github.smtpconnector.wire.login.Credentials;
import java.net.IDN;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A proxy through which servers are reached. Never prints its login.
 *
 * @param kind what it speaks
 * @param host its name or address
 * @param port its port
 * @param login the login there, or null for none
 */
public record ProxyAddress(Kind kind, String host, int port, @Nullable Credentials login) {

    /** What a proxy speaks. */
    public enum Kind {
        /** SOCKS version 5 (RFC 1928, RFC 1929). */
        SOCKS5,
        /** The CONNECT method of HTTP (RFC 9110 section 9.3.6). */
        HTTP
    }

    private static final Map<String, Kind> SCHEMES = Map.of("socks5", Kind.SOCKS5, "http", Kind.HTTP);

    private static final Pattern ADDRESS = Pattern.compile(
            "(?<scheme>[A-Za-z][\\w+.-]*)://(?:(?<login>.*)@)?(?<host>\\[[0-9A-Fa-f:.]+]|[\\w.-]+)(?::(?<port>\\d{1,5}))?/?",
            Pattern.UNICODE_CHARACTER_CLASS);

    /** RFC 1929 section 2: one octet has the length. */
    private static final int LONGEST = 255;

    /**
     * Reads {@code socks5://user:password@host:port} or {@code http://…}, with or without a login. In a login, %XX stands
     * for any octet; a percent sign before anything else is one, because Camel may have decoded it already.
     *
     * @throws IllegalArgumentException when it is something else; says what, and repeats nothing
     */
    public static ProxyAddress of(String text) {
        Matcher matcher = ADDRESS.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not an address such as socks5://proxy.example.com:1080");
        }
        Kind kind = SCHEMES.get(matcher.group("scheme").toLowerCase(Locale.ROOT));
        if (kind == null) {
            throw new IllegalArgumentException("must begin with socks5:// or http://");
        }
        String port = matcher.group("port");
        if (port == null) {
            throw new IllegalArgumentException("has no port; write it as in socks5://proxy.example.com:1080");
        }
        int number = Integer.parseInt(port);
        if (number < 1 || number > 65535) {
            throw new IllegalArgumentException("has a port that is not between 1 and 65535");
        }
        String host = matcher.group("host").replaceAll("[\\[\\]]", "");
        String login = matcher.group("login");
        return new ProxyAddress(kind, host, number, login == null ? null : login(kind, login));
    }

    private static Credentials login(Kind kind, String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("has a user name and no password; write user:password@");
        }
        String username = decode(text.substring(0, colon));
        String password = decode(text.substring(colon + 1));
        if (username.isEmpty() || password.isEmpty() || octets(username) > LONGEST || octets(password) > LONGEST) {
            throw new IllegalArgumentException("has a user name or password that is empty or longer than 255 octets");
        }
        if (kind == Kind.HTTP && (username + password).chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("has a control character in its login");
        }
        if (kind == Kind.HTTP && username.indexOf(':') >= 0) {
            // RFC 7617 section 2: the first colon ends the name.
            throw new IllegalArgumentException("has a colon in the user name, which HTTP does not allow");
        }
        return new Credentials(username, password);
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String decode(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(octets.length);
        for (int i = 0; i < octets.length; i++) {
            boolean escape = octets[i] == '%'
                    && i + 2 < octets.length
                    && HexFormat.isHexDigit(octets[i + 1])
                    && HexFormat.isHexDigit(octets[i + 2]);
            if (escape) {
                int high = HexFormat.fromHexDigit(octets[i + 1]);
                decoded.put((byte) (high * 16 + HexFormat.fromHexDigit(octets[i + 2])));
                i += 2;
            } else {
                decoded.put(octets[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("has a login whose escaped characters are not UTF-8", e);
        }
    }

    /** The server as the proxy is told it: {@code host:port}, an IPv6 address in brackets (RFC 3986 section 3.2.2). */
    static String authority(String host, int port) {
        return (isIpv6(host) ? "[" + host + "]" : host) + ":" + port;
    }

    static boolean isIpv6(String host) {
        return host.indexOf(':') >= 0;
    }

    static boolean isIpv4(String host) {
        return host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }

    /** The name in ASCII, as the DNS has it. It is not looked up here. */
    static String toAscii(String host) {
        try {
            return isIpv6(host) ? host : IDN.toASCII(host);
        } catch (IllegalArgumentException e) {
            // Longer than a name can be, or with characters that none has: the proxy, which looks it up, will say so.
            return host;
        }
    }

    /** Without the login. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + "://" + authority(host, port);
    }
}
