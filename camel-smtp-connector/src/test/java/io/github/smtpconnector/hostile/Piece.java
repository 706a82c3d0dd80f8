// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.hostile;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an input and what it stands for.
 *
 * @param text as it is given
 * @param meaning what must arrive, or null when it must be refused
 */
record Piece(Object text, @Nullable Object meaning) {

    /** Each is a line end or the end of a text to somebody, or cannot be written at all. */
    private static final List<String> POISON =
            List.of("\r", "\n", "\r\n", "\0", "\r\nX-Evil: 1", "\nX-Evil: 1", "\ud800");

    static Piece of(String text) {
        return new Piece(text, text);
    }

    static Piece of(String text, String meaning) {
        return new Piece(text, meaning);
    }

    static Piece refused(Object text) {
        return new Piece(text, null);
    }

    boolean isRefused() {
        return meaning == null;
    }

    String string() {
        return (String) text;
    }

    /** The same with something in it that may stand nowhere; not at its end, where a line end says nothing. */
    Piece poisoned(Random random) {
        String clean = string();
        int at = random.nextInt(Math.max(1, clean.length()));
        return refused(clean.substring(0, at) + POISON.get(random.nextInt(POISON.size())) + clean.substring(at));
    }

    /** Now and then one that must be refused. */
    static Piece pick(List<Piece> good, List<Piece> bad, Random random) {
        Piece piece = good.get(random.nextInt(good.size()));
        return switch (random.nextInt(50)) {
            case 0 -> bad.get(random.nextInt(bad.size()));
            case 1 -> piece.poisoned(random);
            default -> piece;
        };
    }
}
