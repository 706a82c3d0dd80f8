// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import org.jspecify.annotations.Nullable;

/** The words before an at sign or an angle bracket. Only this sign shows whether they are a local part or a name. */
final class Words {

    private String first = "";

    /** The first and all others; null while there are none, for most words are alone and need no copy. */
    private @Nullable StringBuilder several;

    private int count;
    private boolean quoted;
    private boolean gap;
    private boolean apart;

    void atom(String atom) {
        add(atom);
    }

    void quoted(String meaning) {
        quoted = true;
        add(meaning);
    }

    /** White space or a comment. */
    void gap() {
        gap = count > 0;
    }

    private void add(String word) {
        if (count++ == 0) {
            first = word;
            return;
        }
        if (several == null) {
            several = new StringBuilder(first);
        }
        if (gap) {
            several.append(' ');
            apart = true;
            gap = false;
        }
        several.append(word);
    }

    private String joined() {
        return several == null ? first : several.toString();
    }

    /**
     * The local part without quotes, from a dot-string or one quoted string (RFC 5321 section 4.1.2). Words that stood
     * apart are not joined.
     */
    String asLocalPart() {
        if (gap || apart) {
            throw Syntax.badAddress("white space or a comment before the '@'"
                    + (count == 2 && !quoted
                            ? "; where that was a '+' in an endpoint's URI or YAML parameter, write the value as RAW(...)"
                            : ""));
        }
        if (quoted && count > 1) {
            throw Syntax.badAddress("a quoted string beside other text before the '@'");
        }
        String localPart = joined();
        if (!quoted && !localPart.isEmpty() && !LocalPart.isDotString(localPart)) {
            throw Syntax.badAddress("a dot first, last or twice before the '@'; such a part needs double quotes");
        }
        return localPart;
    }

    /** The words as a person reads them, or null for none. Encoded words (RFC 2047) stay as they are: input is not decoded. */
    @Nullable
    String asDisplayName() {
        return count == 0 ? null : joined();
    }
}
