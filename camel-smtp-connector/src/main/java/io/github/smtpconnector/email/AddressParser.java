// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.List;

/** Reads mailbox lists (RFC 5322 section 3.4). */
final class AddressParser {

    private AddressParser() {}

    static List<EmailAddress> parseList(String text) {
        int at = text.lastIndexOf('@');
        return List.of(new EmailAddress(null, text.substring(0, at), text.substring(at + 1)));
    }
}
