// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads mailbox lists (RFC 5322 section 3.4), separated by comma or semicolon. Goes through the text once and never
 * back: the cost grows with the length alone, and no text has two readings. A text that could be read in two ways is
 * refused: a comment within an address, a route, a group.
 */
final class AddressParser {

    /** No comment written by hand is nested deeper. */
    private static final int COMMENT_DEPTH = 5;

    /** The longest name, every character escaped, the longest address and room for comments. */
    private static final int ELEMENT_LIMIT = 4096;

    private static final int END = -1;

    private final String text;
    private final int length;
    private int start;
    private int position;

    /** Where a flag ends that tags may follow. */
    private int flagEnd = END;

    private AddressParser(String text, int length) {
        this.text = text;
        this.length = length;
    }

    /**
     * All mailboxes of a list, none for a blank one.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category ADDRESS_SYNTAX naming the first that
     *     cannot be read
     */
    static List<EmailAddress> parseList(String text) {
        return new AddressParser(text, endOf(text)).list();
    }

    /**
     * Where the white space at the end begins: a line end there comes from a file or a block of YAML and means nothing.
     */
    private static int endOf(String text) {
        int end = text.length();
        while (end > 0 && " \t\r\n".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    /** The only mailbox of a text; several or none are refused like one that cannot be read. */
    static EmailAddress parseOne(String text) {
        List<EmailAddress> mailboxes = parseList(text);
        if (mailboxes.size() != 1) {
            throw Syntax.badAddress(
                    mailboxes.isEmpty() ? "no address" : mailboxes.size() + " addresses where one is expected");
        }
        return mailboxes.get(0);
    }

    private List<EmailAddress> list() {
        List<EmailAddress> mailboxes = new ArrayList<>(1);
        while (skipSeparators()) {
            start = position;
            try {
                mailboxes.add(mailbox());
            } catch (SmtpConnectorException e) {
                throw Syntax.badAddress("address " + (mailboxes.size() + 1) + " " + excerpt() + ": " + e.getMessage());
            }
        }
        return mailboxes;
    }

    /** Empty elements are tolerated (RFC 5322 section 4.4): machines join lists carelessly. False at the end. */
    private boolean skipSeparators() {
        while (isSeparator() || isWhiteSpace()) {
            position++;
        }
        return position < length;
    }

    private EmailAddress mailbox() {
        Words words = words();
        return switch (peek()) {
            case '@' -> addrSpecAlone(words.asLocalPart());
            case '<' -> angleAddress(words.asDisplayName());
            case ':' -> throw Syntax.badAddress("a group; list its members, or put a name with ':' in double quotes");
            case ',', ';' -> throw Syntax.badAddress(noAt());
            case END -> throw Syntax.badAddress("no '@'");
            default -> throw unexpected();
        };
    }

    /** Of {@code Lee, Ann <ann@example.com>} the name was cut at its comma. */
    private String noAt() {
        int next = position;
        while (next < length && next - position < ELEMENT_LIMIT && "<@".indexOf(text.charAt(next)) < 0) {
            next++;
        }
        boolean name = next < length && text.charAt(next) == '<';
        return name ? "no '@'; a name with '" + (char) peek() + "' belongs in double quotes" : "no '@'";
    }

    private EmailAddress addrSpecAlone(String localPart) {
        position++;
        String domain = domain();
        skipWhiteSpaceAndComments();
        if (peek() == '<') {
            throw Syntax.badAddress("an address before '<'; put the name in double quotes");
        }
        EmailAddress mailbox = new EmailAddress(null, localPart, domain);
        endOfElement();
        return mailbox;
    }

    private EmailAddress angleAddress(@Nullable String displayName) {
        position++;
        skipWhiteSpace();
        if (peek() == '@') {
            throw Syntax.badAddress("a source route (RFC 5321 appendix C); give the address alone");
        }
        Words words = words();
        if (peek() != '@') {
            throw peek() == '>' || peek() == END ? Syntax.badAddress("no '@' after '<'") : unexpected();
        }
        position++;
        EmailAddress mailbox = new EmailAddress(displayName, words.asLocalPart(), domain());
        skipWhiteSpaceAndComments();
        if (peek() != '>') {
            throw peek() == END ? Syntax.badAddress("'<' without '>'") : unexpected();
        }
        position++;
        skipWhiteSpaceAndComments();
        endOfElement();
        return mailbox;
    }

    private void endOfElement() {
        if (peek() == END || isSeparator()) {
            return;
        }
        throw Characters.isHiddenOrSpace(peek())
                ? unexpected()
                : Syntax.badAddress("more text after the address; separate addresses by ',' or ';'");
    }

    private Words words() {
        Words words = new Words();
        while (true) {
            int next = peek();
            if (next == '"') {
                words.quoted(quotedString());
            } else if (next == '.' || isAtomCharacter()) {
                words.atom(atoms());
            } else if (isWhiteSpace()) {
                skipWhiteSpace();
                words.gap();
            } else if (next == '(') {
                comment();
                words.gap();
            } else {
                return words;
            }
        }
    }

    private String atoms() {
        int first = position;
        while (peek() == '.' || isAtomCharacter()) {
            take();
        }
        return text.substring(first, position);
    }

    private String quotedString() {
        StringBuilder meaning = new StringBuilder();
        take();
        while (peek() != '"') {
            if (peek() == '\\') {
                take();
            }
            meaning.appendCodePoint(take());
        }
        take();
        return meaning.toString();
    }

    private void comment() {
        int depth = 0;
        do {
            int c = take();
            if (c == '\\') {
                take();
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
            if (depth > COMMENT_DEPTH) {
                throw Syntax.badAddress("comments nested deeper than " + COMMENT_DEPTH);
            }
        } while (depth > 0);
    }

    /** Everything up to what cannot be part of a domain; white space and comments within are not skipped. */
    private String domain() {
        int first = position;
        if (peek() == '[') {
            while (peek() != ']') {
                take();
            }
            position++;
        } else {
            while (peek() == '.' || isAtomCharacter()) {
                take();
            }
        }
        if (first == position && (isWhiteSpace() || peek() == '(')) {
            throw Syntax.badAddress("white space or a comment after the '@'");
        }
        if (first == position && peek() == '@') {
            throw Syntax.badAddress("a second '@'; an address has one");
        }
        if (first < position && Characters.isHiddenOrSpace(text.charAt(position - 1))) {
            position--;
            throw unexpected();
        }
        return text.substring(first, position);
    }

    private void skipWhiteSpaceAndComments() {
        skipWhiteSpace();
        while (peek() == '(') {
            comment();
            skipWhiteSpace();
        }
    }

    private void skipWhiteSpace() {
        while (isWhiteSpace()) {
            position++;
        }
    }

    /** The next code point, which must be fit to stand in an address at all. */
    private int take() {
        if (position == length) {
            throw Syntax.badAddress("a quoted string, comment or '[' without end");
        }
        if (position - start >= ELEMENT_LIMIT) {
            throw Syntax.badAddress("more than " + ELEMENT_LIMIT + " characters");
        }
        int c = text.codePointAt(position);
        boolean inFlag = flagEnd == position;
        if (Characters.isUnpaired(c) || Characters.isHiddenInName(c, inFlag)) {
            throw unexpected();
        }
        position += Character.charCount(c);
        flagEnd = Characters.continuesFlag(c, inFlag) ? position : END;
        return c;
    }

    private RuntimeException unexpected() {
        int c = text.codePointAt(position);
        boolean visible = c > ' ' && c < 0x7F;
        return Syntax.badAddress((visible ? "'" + (char) c + "'" : Characters.name(c)) + " has no place here");
    }

    private String excerpt() {
        int end = position;
        while (end < length && end - start <= Syntax.EXCERPT && text.charAt(end) != ',' && text.charAt(end) != ';') {
            end++;
        }
        return Syntax.excerpt(text.substring(start, end));
    }

    private int peek() {
        return position < length ? text.charAt(position) : END;
    }

    private boolean isSeparator() {
        return peek() == ',' || peek() == ';';
    }

    private boolean isWhiteSpace() {
        return peek() == ' ' || peek() == '\t';
    }

    private boolean isAtomCharacter() {
        return peek() != END && Characters.isAtext(peek());
    }
}
