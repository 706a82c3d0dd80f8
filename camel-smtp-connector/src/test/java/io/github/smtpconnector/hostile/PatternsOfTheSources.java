// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every regular expression of the main sources: those that constants hold, and those that methods of String are given. */
final class PatternsOfTheSources {

    private static final Path SOURCES = Path.of("src/main/java");

    /** A literal, or several added up; what else is added would have to be a constant {@code Pattern}. */
    private static final Pattern IN_A_CALL =
            Pattern.compile("\\.(matches|replaceAll|replaceFirst|split)\\(\\s*(\"(?:[^\"\\\\]|\\\\.)*+\")\\s*([,)])");

    /**
     * One expression.
     *
     * @param where file and line or constant
     * @param searched whether it is looked for at each place of a text, rather than compared with the whole
     */
    record Found(String where, Pattern pattern, boolean searched) {

        @Override
        public String toString() {
            return where + " " + pattern;
        }
    }

    private PatternsOfTheSources() {}

    static List<Found> all() {
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                String source = Files.readString(file);
                inCalls(file, source, found);
                inConstants(file, source, found);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static void inCalls(Path file, String source, List<Found> found) {
        for (MatchResult call : IN_A_CALL.matcher(source).results().toList()) {
            String literal =
                    call.group(2).substring(1, call.group(2).length() - 1).translateEscapes();
            long line = source.substring(0, call.start()).lines().count();
            found.add(new Found(
                    file.getFileName() + ":" + line,
                    Pattern.compile(literal),
                    !call.group(1).equals("matches")));
        }
    }

    private static void inConstants(Path file, String source, List<Found> found) {
        int compiled = source.split("Pattern\\.compile\\(", -1).length - 1;
        if (compiled == 0) {
            return;
        }
        String name = SOURCES.relativize(file).toString().replace('/', '.').replaceAll("\\.java\\z", "");
        Set<String> seen = new TreeSet<>();
        try {
            collect(Class.forName(name), file, source, seen, found);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name, e);
        }
        if (seen.size() < compiled) {
            throw new IllegalStateException(name + " compiles an expression that no constant of its holds");
        }
    }

    private static void collect(Class<?> type, Path file, String source, Set<String> seen, List<Found> found)
            throws ReflectiveOperationException {
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                for (Pattern pattern : patterns(field.get(null))) {
                    seen.add(pattern.pattern());
                    found.add(new Found(
                            file.getFileName() + " " + field.getName(), pattern, isSearched(field.getName(), source)));
                }
            }
        }
        for (Class<?> nested : type.getDeclaredClasses()) {
            collect(nested, file, source, seen, found);
        }
    }

    private static List<Pattern> patterns(@Nullable Object value) throws ReflectiveOperationException {
        List<Pattern> patterns = new ArrayList<>();
        if (value instanceof Pattern pattern) {
            patterns.add(pattern);
        } else if (value instanceof Collection<?> several) {
            for (Object one : several) {
                patterns.addAll(patterns(one));
            }
        } else if (value instanceof Map<?, ?> map) {
            patterns.addAll(patterns(map.values()));
        } else if (value instanceof Record) {
            for (Field field : value.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    ((AccessibleObject) field).setAccessible(true);
                    patterns.addAll(patterns(field.get(value)));
                }
            }
        }
        return patterns;
    }

    /** Unless every use in the file is a comparison with the whole text. */
    private static boolean isSearched(String constant, String source) {
        List<String> uses = Pattern.compile("\\b" + constant + "\\b(?!\\s*=)")
                .matcher(source)
                .results()
                .map(use -> source.substring(use.end(), Math.min(source.length(), use.end() + 200)))
                .toList();
        boolean variable = !source.contains(".find(") && source.contains("matcher.matches()");
        return !uses.stream()
                .allMatch(use -> use.matches("(?s)\\s*\\.matcher\\([^;]*?\\)\\s*\\.matches\\(\\).*")
                        || (variable && use.matches("(?s)\\s*\\.matcher\\([^;]*?\\);.*"))
                        || use.startsWith(".asMatchPredicate()"));
    }
}
