// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.sink;

import java.util.Locale;

/** The mail transaction of one session (RFC 5321 3.3, RFC 3030 2): which command may come now, and its syntax. */
final class Transaction {
    private static final String OK = "250 2.1.0 Ok";

    private boolean open;
    private int recipients;
    private long octets = -1;

    String mail(String argument) {
        if (open) {
            return "503 5.5.1 One transaction at a time";
        }
        String parameters = afterPath(argument, "FROM:<");
        if (parameters == null) {
            return "501 5.5.4 MAIL FROM:<reverse-path> expected";
        }
        for (String parameter : parameters.strip().split(" ")) {
            if (!parameter.isEmpty() && !isKnown(parameter.toUpperCase(Locale.ROOT))) {
                return "555 5.5.4 Parameter not offered";
            }
        }
        open = true;
        return OK;
    }

    private static boolean isKnown(String parameter) {
        return parameter.equals("SMTPUTF8")
                || parameter.equals("BODY=8BITMIME")
                || parameter.equals("BODY=7BIT")
                || parameter.startsWith("AUTH=")
                || parameter.startsWith("SIZE=") && number(parameter.substring(5)) >= 0;
    }

    String recipient(String argument) {
        if (!open || octets >= 0) {
            return "503 5.5.1 MAIL first";
        }
        if (!"".equals(afterPath(argument, "TO:<"))) {
            return "501 5.5.4 RCPT TO:<forward-path> expected";
        }
        recipients++;
        return "250 2.1.5 Ok";
    }

    /** What follows the path, which must be empty or begin with a space; null where the path is none. */
    private static String afterPath(String argument, String prefix) {
        int close = argument.indexOf('>');
        if (!argument.regionMatches(true, 0, prefix, 0, prefix.length())
                || close < 0
                || argument.lastIndexOf('@', close) <= prefix.length()) {
            return null;
        }
        String rest = argument.substring(close + 1);
        return rest.isEmpty() || rest.charAt(0) == ' ' ? rest : null;
    }

    boolean takesData() {
        return recipients > 0 && octets < 0;
    }

    boolean takesChunk(long more) {
        if (recipients == 0) {
            return false;
        }
        octets = Math.max(0, octets) + more;
        return true;
    }

    int recipients() {
        return recipients;
    }

    long octets() {
        return octets;
    }

    void clear() {
        open = false;
        recipients = 0;
        octets = -1;
    }

    /** A number of at most 18 digits, -1 for anything else. */
    static long number(String digits) {
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= 18
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return isNumber ? Long.parseLong(digits) : -1;
    }
}
