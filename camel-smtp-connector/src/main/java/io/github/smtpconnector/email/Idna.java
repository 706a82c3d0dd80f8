// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** A way to write labels of other scripts in ASCII. */
interface Idna {

    /** The artifact to add for scripts and letters that the JDK does not know. */
    String LIBRARY = "com.ibm.icu:icu4j";

    /** The A-label, or null unless it stands for exactly what was written, case apart. */
    @Nullable
    String toAscii(String label);

    /** The library when the application has it, else the JDK. */
    static Idna installed() {
        try {
            Class.forName("com.ibm.icu.text.IDNA", false, Idna.class.getClassLoader());
            return new Uts46();
        } catch (ClassNotFoundException | LinkageError e) {
            return new Idna2003();
        }
    }

    /**
     * Whether a label reads back as it was written. If letters were mapped, narrowed or dropped, the mail would go to
     * another domain.
     */
    static boolean isSame(String readBack, String written) {
        return plain(readBack).equals(asKeyboardsDoNot(plain(written)));
    }

    /** In lower case, and without the selectors that choose between shapes of one character. */
    private static String plain(String label) {
        StringBuilder plain = new StringBuilder();
        // Letter by letter: String.toLowerCase would write a final sigma, which is another letter in a domain.
        Normalizer.normalize(label, Normalizer.Form.NFC)
                .codePoints()
                .filter(c -> c < 0xFE00 || c > 0xFE0F)
                .map(Character::toLowerCase)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** The vowel AM of Thai and Lao is one key and one shape, and two characters in a domain (RFC 5892 section 2.2). */
    private static String asKeyboardsDoNot(String label) {
        return label.replace("\u0E33", "\u0E4D\u0E32").replace("\u0EB3", "\u0ECD\u0EB2");
    }
}
