// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import org.jspecify.annotations.Nullable;

/**
 * Names and ids of files from a received mail, for instance. The route cannot correct them, so a bad one is no reason
 * not to send: the part that cannot be written is left out.
 *
 * <p>Internal; may change.
 */
public final class ForeignNames {

    private static final String UNNAMED = "attachment";

    /** The ending says which program opens the file, so a long name loses the characters before its ending. */
    private static final int ENDING_LIMIT = 20;

    private ForeignNames() {}

    /** The name as an {@link Attachment} takes it, or {@code attachment} where nothing is left of it. */
    public static String fileName(@Nullable String given) {
        String name = given == null ? "" : cut(readable(Attachment.baseName(given)));
        return Attachment.isNothing(name) ? UNNAMED : name;
    }

    /** The id without angle brackets, or null when it cannot be written. */
    public static @Nullable String contentId(@Nullable String given) {
        String id = given == null ? "" : Attachment.withoutBrackets(given.strip());
        return Attachment.isContentId(id) ? id : null;
    }

    private static String readable(String name) {
        StringBuilder readable = new StringBuilder(Math.min(name.length(), Attachment.NAME_LIMIT));
        name.codePoints()
                .filter(c -> !Characters.isUnpaired(c) && !Characters.isDeceptiveInFileName(c))
                .forEach(readable::appendCodePoint);
        return readable.toString().strip();
    }

    private static String cut(String name) {
        if (name.length() <= Attachment.NAME_LIMIT) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 || name.length() - dot > ENDING_LIMIT ? "" : name.substring(dot);
        int room = Attachment.NAME_LIMIT - ending.length();
        int end = Character.isHighSurrogate(name.charAt(room - 1)) ? room - 1 : room;
        return name.substring(0, end) + ending;
    }
}
