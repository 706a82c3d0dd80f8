// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.EmailAddress;
import java.net.IDN;
import java.util.List;

/**
 * Address fields (RFC 5322 section 3.4): each name as atoms, quoted string or encoded words, whichever is plainest.
 * Name and address stand on one line where they fit: some mail programs show a blank where a name is folded.
 */
final class AddressFields {

    private static final int LONGEST_QUOTED = 70;

    private AddressFields() {}

    /** Writes a field, or nothing when it has no mailbox. */
    static void write(HeaderWriter header, String field, List<EmailAddress> mailboxes) {
        if (mailboxes.isEmpty()) {
            return;
        }
        header.field(field);
        for (int i = 0; i < mailboxes.size(); i++) {
            String comma = i == mailboxes.size() - 1 ? "" : ",";
            String name = mailboxes.get(i).displayName();
            String address = address(mailboxes.get(i));
            if (name == null || name.isEmpty()) {
                header.address(address, "", comma);
            } else {
                writeName(header, name, address.length() + "<>".length() + comma.length());
                header.address(address, "<", comma.isEmpty() ? ">" : ">,");
            }
        }
        header.end();
    }

    /**
     * A local part beyond ASCII needs a server and mail programs that know UTF-8, so its domain is written in letters,
     * too.
     */
    private static String address(EmailAddress mailbox) {
        String addrSpec = mailbox.addrSpec();
        return Ascii.isPrintable(addrSpec)
                ? addrSpec
                : addrSpec.substring(0, addrSpec.lastIndexOf('@') + 1) + IDN.toUnicode(mailbox.domain());
    }

    private static void writeName(HeaderWriter header, String name, int addressWidth) {
        // "=?" is encoded even where a quoted string would do: many mail programs decode inside quotes.
        boolean plain = PlainText.isPlain(name, LONGEST_QUOTED);
        if (plain && isAtoms(name)) {
            header.together(name.length(), addressWidth);
            PlainText.write(header, name);
        } else if (plain && name.length() <= LONGEST_QUOTED) {
            writeWhole(header, Parameters.quoted(name), addressWidth);
        } else {
            List<String> words = EncodedWords.split(name, EncodedWords.LONGEST, EncodedWords.LONGEST);
            if (words.size() == 1) {
                writeWhole(header, words.get(0), addressWidth);
            } else {
                writeLong(header, name, words);
            }
        }
    }

    /** Begins on the rest of this line unless that takes more words than a new line would. */
    private static void writeLong(HeaderWriter header, String name, List<String> words) {
        if (EncodedWords.split(name, header.room(), EncodedWords.LONGEST).size() > words.size()) {
            header.together(words.get(0).length(), HeaderWriter.LINE);
        }
        EncodedWords.write(header, name);
    }

    private static void writeWhole(HeaderWriter header, String word, int addressWidth) {
        header.together(word.length(), addressWidth).word(word);
    }

    private static boolean isAtoms(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Ascii.isLetterOrDigit(c) && "!#$%&'*+-/=?^_`{|}~ ".indexOf(c) < 0) {
                return false;
            }
        }
        return !name.contains("  ");
    }
}
