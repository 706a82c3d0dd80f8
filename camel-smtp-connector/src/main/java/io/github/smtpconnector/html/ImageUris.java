// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.html;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@code data:} URIs that stand for images in an html: {@code src} of {@code img}, and {@code background}.
 * Not {@code url()} in a style: there mail programs look up no part of the mail, and show the URI as it is. Reads the
 * html once, as browsers do (WHATWG HTML, section 13.2.5), and leaves the rest unchanged. Comments stay as they are,
 * even those that only Outlook reads.
 */
public final class ImageUris {

    /** Gives the replacement of a {@code data:} URI. */
    @FunctionalInterface
    public interface Replacement {

        /**
         * Another URI, in characters that need no quotes in html, or null to keep this one.
         *
         * @param uri with character references resolved
         * @param position where it begins in the html; counts characters from 1
         */
        @Nullable
        String of(String uri, int position);
    }

    /** Elements whose content is not html. */
    private static final Set<String> RAW =
            Set.of("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes");

    private final String html;
    private final Replacement replacement;
    private final Rewriting out;
    private String tag = "";

    private ImageUris(String html, Replacement replacement) {
        this.html = html;
        this.replacement = replacement;
        this.out = new Rewriting(html);
    }

    /** The html with the URIs replaced; the same string when none is. */
    public static String replace(String html, Replacement replacement) {
        return new ImageUris(html, replacement).run();
    }

    private String run() {
        int at = html.indexOf('<');
        while (at >= 0) {
            at = html.indexOf('<', afterMarkup(at));
        }
        return out.finished();
    }

    /** The end of the tag or comment that begins there. */
    private int afterMarkup(int start) {
        char next = start + 1 < html.length() ? html.charAt(start + 1) : ' ';
        if (html.startsWith("!--", start + 1)) {
            // An arrow may share its hyphens with the beginning: <!--> is a comment.
            return after("-->", start + 2);
        }
        if (next == '/' || next == '!' || next == '?') {
            return after(">", start);
        }
        return isLetter(next) ? afterTag(start + 1) : start + 1;
    }

    private int after(String end, int from) {
        int found = html.indexOf(end, from);
        return found < 0 ? html.length() : found + end.length();
    }

    private int afterTag(int start) {
        int at = nameEnd(start, "/>");
        tag = html.substring(start, Math.min(at, start + 16)).toLowerCase(Locale.ROOT);
        while (at < html.length() && html.charAt(at) != '>') {
            at = html.charAt(at) == '/' || isSpace(html.charAt(at)) ? at + 1 : afterAttribute(at);
        }
        return RAW.contains(tag) ? afterRawText(at) : at;
    }

    private int afterAttribute(int start) {
        // A name may begin with the sign that otherwise ends it.
        int nameEnd = nameEnd(start + 1, "/>=");
        int at = afterSpace(nameEnd);
        if (at == html.length() || html.charAt(at) != '=') {
            return nameEnd;
        }
        at = afterSpace(at + 1);
        char quote = at < html.length() ? html.charAt(at) : '>';
        if (quote != '"' && quote != '\'') {
            int end = nameEnd(at, ">");
            attribute(start, nameEnd, at, end);
            return end;
        }
        int end = html.indexOf(quote, at + 1);
        if (end < 0) {
            // A browser does not show a tag that does not end.
            return html.length();
        }
        attribute(start, nameEnd, at + 1, end);
        return end + 1;
    }

    private void attribute(int nameStart, int nameEnd, int start, int end) {
        boolean image =
                (isNamed("src", nameStart, nameEnd) && tag.equals("img")) || isNamed("background", nameStart, nameEnd);
        if (image) {
            String uri = CharacterReferences.resolve(html.substring(start, end)).strip();
            if (uri.regionMatches(true, 0, "data:", 0, 5)) {
                out.replace(start, end, replacement.of(uri, start + 1));
            }
        }
    }

    private boolean isNamed(String name, int start, int end) {
        return end - start == name.length() && html.regionMatches(true, start, name, 0, name.length());
    }

    /** The beginning of the end tag, which the content cannot hold. */
    private int afterRawText(int start) {
        int end = html.indexOf("</", start);
        while (end >= 0 && !isEndTag(end + 2)) {
            end = html.indexOf("</", end + 2);
        }
        return end < 0 ? html.length() : end;
    }

    private boolean isEndTag(int start) {
        int end = start + tag.length();
        return html.regionMatches(true, start, tag, 0, tag.length())
                && (end == html.length() || isSpace(html.charAt(end)) || "/>".indexOf(html.charAt(end)) >= 0);
    }

    /** The end of a name or of a value without quotes: white space or one of these signs. */
    private int nameEnd(int start, String signs) {
        int at = start;
        while (at < html.length() && !isSpace(html.charAt(at)) && signs.indexOf(html.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private int afterSpace(int start) {
        int at = start;
        while (at < html.length() && isSpace(html.charAt(at))) {
            at++;
        }
        return at;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
