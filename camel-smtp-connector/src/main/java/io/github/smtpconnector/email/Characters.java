// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which characters are refused in which place. The whole code point decides, never its low octet: U+760D is a letter
 * and no carriage return (CVE-2025-7962 took it for one).
 */
final class Characters {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int SOFT_HYPHEN = 0xAD;
    private static final int LEFT_TO_RIGHT_MARK = 0x200E;
    private static final int RIGHT_TO_LEFT_MARK = 0x200F;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int FIRST_TAG = 0xE0020;
    private static final int CANCEL_TAG = 0xE007F;

    private Characters() {}

    /**
     * The first refused character as {@code U+XXXX}, or null. An unpaired surrogate is always refused: no charset can
     * write it.
     */
    static @Nullable String find(IntPredicate refused, String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (isUnpaired(c) || refused.test(c)) {
                return name(c);
            }
            i += Character.charCount(c);
        }
        return null;
    }

    /** Whether all characters are fit. A plain loop is fast enough for a mail with thousands of addresses. */
    static boolean areAll(IntPredicate fit, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!fit.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** How many octets a text has in UTF-8 (RFC 3629 section 3): a pair of surrogates has four. */
    static int octets(String text) {
        int octets = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            octets += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return octets;
    }

    /**
     * Whether the text has this beginning, in any case. Compares in place: {@code toLowerCase} and {@code toUpperCase}
     * copy the whole text at each letter that becomes two, and a foreign text may hold a million of these.
     */
    static boolean startsWithIgnoreCase(String text, String beginning) {
        return text.regionMatches(true, 0, beginning, 0, beginning.length());
    }

    static boolean isAscii(int c) {
        return c < 0x80;
    }

    static String name(int c) {
        return String.format("U+%04X", c);
    }

    static boolean isUnpaired(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /** C0, C1 and the line separators that some readers take for a line end. */
    static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** The first character that has no place in a name to show, as {@code U+XXXX}, or null. */
    static @Nullable String findHiddenInName(String text) {
        boolean inFlag = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (isUnpaired(c) || isHiddenInName(c, inFlag)) {
                return name(c);
            }
            inFlag = continuesFlag(c, inFlag);
            i += Character.charCount(c);
        }
        return null;
    }

    /**
     * Controls, and invisible characters that change how others look: overrides, isolates, spaces of no width.
     * Characters that names are written with stay (RFC 6532 section 3): joiners in Persian and emoji, direction marks
     * in Hebrew and Arabic, soft hyphens, visible marks, and the tags that turn a black flag into another.
     *
     * @param inFlag what {@link #continuesFlag} says of the character before
     */
    static boolean isHiddenInName(int c, boolean inFlag) {
        return switch (c) {
            case ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER, LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK, SOFT_HYPHEN -> false;
            default -> isHidden(c) && !isSeen(c) && !(inFlag && c >= FIRST_TAG && c <= CANCEL_TAG);
        };
    }

    /** Whether tags may follow (UTS 51 section 4.2). A black flag with tags is the flag of a part of a country. */
    static boolean continuesFlag(int c, boolean inFlag) {
        return c == BLACK_FLAG || (inFlag && c >= FIRST_TAG && c < CANCEL_TAG);
    }

    /** Whether all of the text is invisible. */
    static boolean showsNothing(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!Character.isWhitespace(c) && !Character.isSpaceChar(c) && (!isHidden(c) || isSeen(c))) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    /** The format characters that have a shape (the property Prepended_Concatenation_Mark of Unicode). */
    private static boolean isSeen(int c) {
        return (c >= 0x600 && c <= 0x605)
                || c == 0x6DD
                || c == 0x70F
                || c == 0x890
                || c == 0x891
                || c == 0x8E2
                || c == 0x110BD
                || c == 0x110CD;
    }

    /** Controls, format characters such as bidi marks, and white space other than the plain space. */
    static boolean isHiddenOrSpace(int c) {
        return c != ' ' && (isHidden(c) || Character.isSpaceChar(c));
    }

    /** Controls, and the bidi controls that let {@code exe.txt} look like {@code txt.exe}. */
    static boolean isDeceptiveInFileName(int c) {
        return isControl(c) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    /** Controls and format characters, which are invisible. */
    static boolean isHidden(int c) {
        return isControl(c) || Character.getType(c) == Character.FORMAT;
    }

    /** The characters of an atom (RFC 5322 section 3.2.3, RFC 6532 section 3.2). */
    static boolean isAtext(int c) {
        return c >= 0x80 || isAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0;
    }

    static boolean isAsciiLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Without the line ends behind it, which files and block scalars leave there: nothing is lost with them. */
    static String withoutLineEnd(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\r' || text.charAt(end - 1) == '\n')) {
            end--;
        }
        return text.substring(0, end);
    }
}
