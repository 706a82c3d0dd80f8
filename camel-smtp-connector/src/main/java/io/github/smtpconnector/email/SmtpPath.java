// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

/** What stands between the angle brackets of MAIL and RCPT (RFC 5321 section 4.1.2). */
final class SmtpPath {

    private SmtpPath() {}

    /**
     * Whether the path ends where its command has it end, whatever stands in it: no control character, and blanks and
     * brackets within quotes only. A plain loop, since a mail may have thousands.
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
