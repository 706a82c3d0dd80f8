// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the message identifiers of a References or In-Reply-To field (RFC 5322 sections 3.6.4 and 4.5.4) that another
 * program wrote. A bad identifier must not break the thread: comments, phrases and identifiers that cannot be written
 * are left out. Reads forward only, and looks for a missing end once: the cost grows with the length alone.
 */
final class ThreadReader {

    /** A foreign identifier may be longer than our own, but must fit on a line (RFC 5322 section 2.1.1). */
    private static final int LIMIT = 900;

    private static final int NONE = -1;

    private final String text;
    private final List<String> ids = new ArrayList<>();
    private int position;
    private boolean quotesEnd = true;
    private boolean commentsEnd = true;

    ThreadReader(String text) {
        this.text = text;
    }

    List<String> ids() {
        while (position < text.length()) {
            switch (text.charAt(position)) {
                case '<' -> bracketed();
                case '"' -> quotedString();
                case '(' -> comment();
                default -> word();
            }
        }
        return ids;
    }

    /**
     * From a bracket to the next closing one. A bracket that opens in between begins another identifier. White space
     * within is dropped (obs-id-left, obs-id-right): some programs fold there.
     */
    private void bracketed() {
        StringBuilder id = new StringBuilder().append('<');
        boolean quoted = false;
        boolean blank = false;
        for (position++; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == '<') {
                return;
            }
            if (c == '>' && !quoted) {
                position++;
                if (!blank) {
                    add(id.append('>'));
                }
                return;
            }
            if (isWhiteSpace(c)) {
                // Within quotes it is part of the identifier, which then cannot be written.
                blank |= quoted;
                continue;
            }
            id.append(c);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted && position + 1 < text.length()) {
                position++;
                blank |= isWhiteSpace(text.charAt(position));
                id.append(text.charAt(position));
            }
        }
    }

    /** A word of a phrase, or an identifier without its brackets: a text with an at sign is no phrase. */
    private void word() {
        int start = position;
        int at = NONE;
        for (; position < text.length() && isWord(text.charAt(position)); position++) {
            at = at == NONE && text.charAt(position) == '@' ? position : at;
        }
        if (at > start && at < position - 1) {
            add(new StringBuilder().append('<').append(text, start, position).append('>'));
        }
        if (position == start) {
            position++;
        }
    }

    private void quotedString() {
        int end = quotesEnd ? endOfQuotedString() : NONE;
        quotesEnd = end != NONE;
        position = end == NONE ? position + 1 : end;
    }

    private int endOfQuotedString() {
        for (int i = position + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            i += c == '\\' ? 1 : 0;
        }
        return NONE;
    }

    private void comment() {
        int end = commentsEnd ? endOfComment() : NONE;
        commentsEnd = end != NONE;
        position = end == NONE ? position + 1 : end;
    }

    private int endOfComment() {
        int depth = 0;
        for (int i = position; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
                if (depth == 0) {
                    return i + 1;
                }
            } else if (c == '\\') {
                i++;
            }
        }
        return NONE;
    }

    private void add(StringBuilder id) {
        String written = id.toString();
        boolean visible = Characters.areAll(c -> c > ' ' && c < 0x7F, written);
        boolean brackets = written.lastIndexOf('<') > 0 || written.indexOf('>') < written.length() - 1;
        if (visible && !brackets && written.length() > 2 && written.length() <= LIMIT) {
            ids.add(written);
        }
    }

    private static boolean isWord(char c) {
        return !isWhiteSpace(c) && "<>(\",;".indexOf(c) < 0;
    }

    private static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
