// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.EmailAddress;
import java.util.List;

/** Address fields (RFC 5322 section 3.4): each name as atoms, quoted string or encoded words, whichever is plainest. */
final class AddressFields {

    private static final int LONGEST_QUOTED = 70;

    private AddressFields() {}

    /** Writes a field, or nothing when nobody stands in it. */
    static void write(HeaderWriter header, String field, List<EmailAddress> mailboxes) {
        if (mailboxes.isEmpty()) {
            return;
        }
        header.field(field);
        for (int i = 0; i < mailboxes.size(); i++) {
            String comma = i == mailboxes.size() - 1 ? "" : ",";
            String name = mailboxes.get(i).displayName();
            if (name == null || name.isEmpty()) {
                header.address(mailboxes.get(i).addrSpec(), "", comma);
            } else {
                writeName(header, name);
                header.address(mailboxes.get(i).addrSpec(), "<", comma.isEmpty() ? ">" : ">,");
            }
        }
        header.end();
    }

    private static void writeName(HeaderWriter header, String name) {
        // "=?" goes encoded even where a quoted string would do: many readers decode inside quotes all the same.
        if (!PlainText.isPlain(name, LONGEST_QUOTED)) {
            EncodedWords.write(header, name);
        } else if (isAtoms(name)) {
            PlainText.write(header, name);
        } else if (name.length() <= LONGEST_QUOTED) {
            header.word(Parameters.quoted(name));
        } else {
            EncodedWords.write(header, name);
        }
    }

    private static boolean isAtoms(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Ascii.isLetterOrDigit(c) && "!#$%&'*+-/=?^_`{|}~ ".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
