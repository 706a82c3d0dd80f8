// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

/** An IP address in the place of a domain (RFC 5321 section 4.1.3). Only read, never looked up. */
final class AddressLiteral {

    private static final String IPV6 = "ipv6:";
    private static final int IPV6_GROUPS = 8;

    private AddressLiteral() {}

    static void check(String literal) {
        String address = literal.endsWith("]") ? literal.substring(1, literal.length() - 1) : "";
        boolean good = Characters.startsWithIgnoreCase(address, IPV6)
                ? isIpv6(address.substring(IPV6.length()))
                : isIpv4(address);
        if (!good) {
            throw Syntax.badAddress("the brackets after the '@' hold no IP address, [192.0.2.1] or [IPv6:2001:db8::1]");
        }
    }

    private static boolean isIpv4(String address) {
        String[] octets = address.split("\\.", -1);
        if (octets.length != 4) {
            return false;
        }
        for (String octet : octets) {
            boolean digits =
                    !octet.isEmpty() && octet.length() <= 3 && Characters.areAll(c -> c >= '0' && c <= '9', octet);
            // A leading zero is octal to some readers: 010 is 8 or 10.
            if (!digits || (octet.length() > 1 && octet.startsWith("0")) || Integer.parseInt(octet) > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIpv6(String address) {
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address) == IPV6_GROUPS;
        }
        String left = address.substring(0, gap);
        String right = address.substring(gap + 2);
        int before = left.isEmpty() ? 0 : groups(left);
        int after = right.isEmpty() ? 0 : groups(right);
        return before >= 0 && !left.contains(".") && after >= 0 && before + after < IPV6_GROUPS;
    }

    /** How many groups of 16 bits the text stands for, an IPv4 address at its end counting for two; -1 for none. */
    private static int groups(String text) {
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i == parts.length - 1 && isIpv4(parts[i])) {
                return parts.length + 1;
            }
            if (parts[i].isEmpty()
                    || parts[i].length() > 4
                    || !Characters.areAll(AddressLiteral::isHexDigit, parts[i])) {
                return -1;
            }
        }
        return parts.length;
    }

    private static boolean isHexDigit(int c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }
}
