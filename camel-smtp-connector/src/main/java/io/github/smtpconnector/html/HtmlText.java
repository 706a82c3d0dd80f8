// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.html;

/** An html as plain text. Needs an optional library. */
public final class HtmlText {

    /** The artifact to add. */
    public static final String LIBRARY = "org.jsoup:jsoup";

    private HtmlText() {}

    /** Whether the library is on the class path. */
    public static boolean isInstalled() {
        return Library.PRESENT;
    }

    /**
     * Whether the library reads it in a time that grows with the length alone. It does not where a name of a tag is very
     * long, or where many letters of a name stand elsewhere in lower case.
     */
    public static boolean isReadable(String html) {
        return new NameLengths(html).areFit();
    }

    /**
     * The text, with {@code \n} as its line ends and none at its end; empty when the html has no words.
     *
     * @throws NoClassDefFoundError where the library is missing
     */
    public static String of(String html) {
        return TextReading.of(html);
    }

    /** Looked up once, at the first call. */
    private static final class Library {
        static final boolean PRESENT = isPresent();

        private static boolean isPresent() {
            try {
                Class.forName("org.jsoup.Jsoup", false, HtmlText.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException | LinkageError e) {
                return false;
            }
        }
    }
}
