// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All problems of one mail, reported together. */
final class Violations {

    /** There may be thousands of bad addresses; the message stays one readable line. */
    private static final int SHOWN = 20;

    /** The name of an input may hold a foreign name, for instance of a header or a file. */
    private static final int INPUT_LIMIT = 120;

    private static final int PROBLEM_LIMIT = 1000;

    /** The inputs that could have given what is missing, beside the body, which can give any. */
    private static final Map<String, List<String>> GIVERS =
            Map.of("Text", List.of("Text", "Html", "Attachments", "MultipleAttachments", "attachment"));

    private List<Violation> found = List.of();
    private Function<String, @Nullable String> advice = input -> null;

    Violations copy() {
        Violations copy = new Violations();
        copy.found = found.isEmpty() ? found : new ArrayList<>(found);
        copy.advice = advice;
        return copy;
    }

    /** The caller that fills in a mail knows where its inputs come from. It is asked for an input that is missing. */
    void advise(Function<String, @Nullable String> where) {
        advice = where;
    }

    /** Says nothing where an input was given and could not be read: that is the one to correct. */
    void addMissing(Category category, String input, String problem) {
        if (isGivenUnreadable("Body")
                || GIVERS.getOrDefault(input, List.of()).stream().anyMatch(this::isGivenUnreadable)) {
            return;
        }
        String where = advice.apply(input);
        add(category, input, where == null ? problem : problem + ": " + where);
    }

    /** An element of an input stands in brackets, an attachment of Camel's behind a blank. */
    private boolean isGivenUnreadable(String giver) {
        return found.stream()
                .map(Violation::input)
                .anyMatch(input -> input.regionMatches(true, 0, giver, 0, giver.length())
                        && (input.length() == giver.length() || "[ ".indexOf(input.charAt(giver.length())) >= 0));
    }

    void add(Category category, String input, String problem) {
        found = found.isEmpty() ? new ArrayList<>() : found;
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
        if (found.stream().anyMatch(violation -> violation.category() == Category.CONFIG)) {
            return Category.CONFIG;
        }
        boolean address = found.stream().anyMatch(violation -> violation.category() == Category.ADDRESS_SYNTAX);
        return address ? Category.ADDRESS_SYNTAX : Category.CONTENT;
    }
}
