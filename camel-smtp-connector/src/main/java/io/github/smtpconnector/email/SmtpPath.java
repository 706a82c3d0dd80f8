// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

/** What stands between the angle brackets of MAIL and RCPT (RFC 5321 section 4.1.2). */
final class SmtpPath {

    private SmtpPath() {}

    /**
     * Whether the server sees the path end where its command ends it: no control characters, and blanks and brackets
     * only within quotes. A plain loop is fast enough for thousands of paths.
     */
    static boolean isSafe(String path) {
        boolean quoted = false;
        for (int i = 0; i < path.length(); ) {
            int c = path.codePointAt(i);
            if (Characters.isUnpaired(c) || Characters.isControl(c)) {
                return false;
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
                if (i == path.length() || path.charAt(i) < ' ' || path.charAt(i) > '~') {
                    return false;
                }
            } else if (!quoted && (c == ' ' || c == '<' || c == '>' || c == '\\')) {
                return false;
            }
            i += Character.charCount(c);
        }
        return !quoted;
    }
}
