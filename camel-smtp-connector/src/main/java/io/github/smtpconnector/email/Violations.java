// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All problems of one mail, reported together. */
final class Violations {

    /** There may be thousands of bad addresses; the message stays one readable line. */
    private static final int SHOWN = 20;

    /** The name of an input may hold a foreign name, for instance of a header or a file. */
    private static final int INPUT_LIMIT = 120;

    private static final int PROBLEM_LIMIT = 1000;

    private final List<Violation> found = new ArrayList<>();

    Violations copy() {
        Violations copy = new Violations();
        copy.found.addAll(found);
        return copy;
    }

    void add(Category category, String input, String problem) {
        found.add(new Violation(category, Syntax.shown(input, INPUT_LIMIT), Syntax.shown(problem, PROBLEM_LIMIT)));
    }

    /** Throws one permanent failure that names the first violations and counts the others. */
    void throwIfAny() {
        if (found.isEmpty()) {
            return;
        }
        String line = found.stream().limit(SHOWN).map(Violation::toString).collect(Collectors.joining("; "));
        int unseen = found.size() - SHOWN;
        throw Failure.permanent(category(), unseen > 0 ? line + "; and " + unseen + " more" : line)
                .toException();
    }

    private Category category() {
        Category first = found.get(0).category();
        if (found.stream().allMatch(violation -> violation.category() == first)) {
            return first;
        }
        boolean address = found.stream().anyMatch(violation -> violation.category() == Category.ADDRESS_SYNTAX);
        return address ? Category.ADDRESS_SYNTAX : Category.CONTENT;
    }
}
