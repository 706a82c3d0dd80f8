// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.html;

import java.util.ArrayList;
import java.util.List;

/** The signs of quotations and list items before each line of nested blocks. */
final class Indents {

    /** Deeper blocks add no sign, so that no line grows with the depth of the html. */
    private static final int DEEPEST = 12;

    private final List<Indent> open = new ArrayList<>();

    private static final class Indent {
        private final String first;
        private final String others;
        private boolean begun;

        private Indent(String first, String others) {
            this.first = first;
            this.others = others;
        }
    }

    void push(String first, String others) {
        open.add(new Indent(first, others));
    }

    void pop() {
        open.remove(open.size() - 1);
    }

    /** Writes the signs before the words of a line. */
    void write(StringBuilder out) {
        for (int i = 0; i < Math.min(open.size(), DEEPEST); i++) {
            Indent indent = open.get(i);
            out.append(indent.begun ? indent.others : indent.first);
            indent.begun = true;
        }
    }

    /** Writes the signs of an empty line within the same blocks. */
    void writeBetween(StringBuilder out) {
        for (int i = 0; i < Math.min(open.size(), DEEPEST) && open.get(i).begun; i++) {
            out.append(open.get(i).others);
        }
    }
}
