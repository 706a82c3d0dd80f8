// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.hostile.PatternsOfTheSources.Found;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No text makes a regular expression of ours slow, or deep: what it looks at grows with the length alone. The characters
 * it looks at are counted, so that the machine has no say.
 */
class PatternCostTest {

    private static final int LENGTH = 200_000;

    /** For pairs of characters, of which there are many; what is quadratic shows here, too. */
    private static final int SHORT = 1_000;

    /** How often a character may be looked at: bounded repetitions such as {@code {1,40}} start anew at each. */
    private static final int LOOKS = 100;

    /** One of each kind; marks are tried where an expression names them. */
    private static final String KINDS = "a1 \n,é";

    /** What begins and ends again and again, or never ends. */
    private static final List<String> FRAGMENTS =
            List.of("\r\n ", "-----BEGIN A-----", "a@b.", "a=\"b\";", "<a:", "fatal alert: certificate", ", ");

    static Stream<Found> patterns() {
        return PatternsOfTheSources.all().stream();
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void looksAtEachCharacterAFewTimes(Found found) {
        for (String text : hostile(found.pattern().pattern())) {
            assertThat(complaint(found, text))
                    .as("%s on %d characters like '%s'", found, text.length(), text.substring(0, 20))
                    .isNull();
        }
    }

    /** Shows that this test can tell. */
    @Test
    void tellsWhatIsNotLinear() {
        for (String bad : List.of("[ \t]+\\z", "(?:\r?\n(?=[ \t])|[ \t,])+", "(a|b)*c", "a.*b", "\\s*,")) {
            Found found = new Found("here", Pattern.compile(bad), true);
            assertThat(hostile(bad)).as(bad).anyMatch(text -> complaint(found, text) != null);
        }
        for (String good : List.of("[ \t]", "[a-z]{1,40}", "a++", "[,;]", "\r\n|\r|\n")) {
            Found found = new Found("here", Pattern.compile(good), true);
            assertThat(hostile(good)).as(good).allMatch(text -> complaint(found, text) == null);
        }
        assertThat(complaint(new Found("here", Pattern.compile("[ \t]+x"), false), " ".repeat(LENGTH) + "y"))
                .isNull();
    }

    /** What is wrong, or null. */
    private static @Nullable String complaint(Found found, String text) {
        CountedText counted = new CountedText(text, (long) LOOKS * (text.length() + 100));
        Matcher matcher = found.pattern().matcher(counted);
        try {
            if (!found.searched()) {
                matcher.matches();
                return null;
            }
            while (matcher.find()) {
                continue;
            }
            return null;
        } catch (TooManyLooks e) {
            return "not linear";
        } catch (StackOverflowError e) {
            return "recursive";
        }
    }

    /** Of one character and of two by turns, after a beginning that the expression wants and before an end that it does not. */
    private static List<String> hostile(String pattern) {
        Set<String> characters = new LinkedHashSet<>();
        (KINDS + pattern)
                .codePoints()
                .filter(c -> KINDS.indexOf(c) >= 0 || !Character.isLetterOrDigit(c))
                .forEach(c -> characters.add(Character.toString(c)));
        List<String> texts = new ArrayList<>();
        for (String beginning : beginnings(pattern)) {
            for (String one : characters) {
                texts.add(beginning + one.repeat(LENGTH) + "\0");
                for (String other : characters) {
                    texts.add(beginning + (one + other).repeat(SHORT / 2) + "\0");
                }
            }
        }
        for (String fragment : FRAGMENTS) {
            texts.add(fragment.repeat(LENGTH / fragment.length()));
        }
        return texts;
    }

    private static List<String> beginnings(String pattern) {
        String literal = pattern.replaceAll("\\\\[wdsbAzZ]|\\(\\?[:=!]|[\\[{][^\\]}]*+[\\]}]|[\\\\()+*?^$|]", "");
        return literal.isEmpty() || literal.length() > 100 ? List.of("") : List.of("", literal);
    }

    private static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class CountedText implements CharSequence {

        private final String text;
        private long left;

        private CountedText(String text, long left) {
            this.text = text;
            this.left = left;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (left-- <= 0) {
                throw new TooManyLooks();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
