// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.headers;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a misspelt name was meant to be: the known name from which the fewest letters are different. */
public final class NearestName {

    /** A longer name is none of ours, and the comparison costs the product of both lengths. */
    private static final int LONGEST = 64;

    private NearestName() {}

    /** The known name that the given one was probably meant to be, or null when none is near. */
    public static @Nullable String of(String given, Collection<String> known) {
        if (given.isEmpty() || given.length() > LONGEST) {
            return null;
        }
        String plain = plain(given);
        Optional<String> nearest = known.stream()
                .min(Comparator.<String>comparingInt(name -> distance(plain, plain(name)))
                        .thenComparing(Comparator.naturalOrder()));
        // Of a name of one or two letters nearly all of it could be replaced, and any name would do.
        int likely = Math.min(Math.max(2, plain.length() / 3), plain.length() / 2);
        return nearest.filter(name -> distance(plain, plain(name)) <= likely).orElse(null);
    }

    /** Case and hyphens are no difference: configuration files write them as they like. */
    private static String plain(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** How many letters must be added, taken away or replaced to make the one of the other (Levenshtein). */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[other.length()];
    }
}
