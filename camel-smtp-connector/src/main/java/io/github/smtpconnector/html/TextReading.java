// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * Reads an html from top to bottom and writes it to a {@link TextLayout}. Only this class uses the optional library:
 * see {@link HtmlText#isInstalled}.
 */
final class TextReading implements NodeFilter {

    /** Elements without words for the reader. */
    private static final Set<String> UNREAD = Set.of(
            "head",
            "title",
            "script",
            "style",
            "template",
            "svg",
            "math",
            "object",
            "iframe",
            "audio",
            "video",
            "canvas",
            "select",
            "datalist",
            "textarea");

    private static final Set<String> PARAGRAPHS = Set.of(
            "p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "pre", "figure", "fieldset", "dl", "hr");

    private static final Set<String> LINES = Set.of(
            "div",
            "tr",
            "li",
            "dt",
            "dd",
            "address",
            "article",
            "aside",
            "section",
            "header",
            "footer",
            "main",
            "nav",
            "form",
            "center",
            "caption",
            "figcaption",
            "legend",
            "details",
            "summary",
            "body",
            "thead",
            "tbody",
            "tfoot");

    /** Limits how much a single attribute can add to a line. */
    private static final int MOST_COLUMNS = 50;

    private static final int LAST_NUMBER = 999_999;

    private final TextLayout out = new TextLayout();
    private final Styles styles = new Styles();
    private final Deque<ListItems> lists = new ArrayDeque<>();
    private final Deque<Table> tables = new ArrayDeque<>();
    private int preformatted;

    /** The next number of a list; -1 for a list without numbers. */
    private static final class ListItems {
        private int next;

        private ListItems(int next) {
            this.next = next;
        }
    }

    /**
     * A table with a header has columns, so an empty cell counts. A table without one may be there for the layout only.
     */
    private static final class Table {
        private boolean hasHeader;
    }

    private TextReading() {}

    static String of(String html) {
        TextReading reading = new TextReading();
        Jsoup.parse(html).filter(reading);
        return reading.out.finished();
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode text) {
            if (!styles.isShown()) {
                return FilterResult.CONTINUE;
            }
            if (preformatted > 0) {
                out.preformatted(text.getWholeText());
            } else {
                out.words(text.getWholeText());
            }
            return FilterResult.CONTINUE;
        }
        if (!(node instanceof Element element)) {
            return FilterResult.CONTINUE;
        }
        String style = element.attr("style");
        if (UNREAD.contains(element.normalName()) || element.hasAttr("hidden") || Styles.isHidden(style)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        styles.begin(element, style, element.normalName().equals("table"));
        begin(element, element.normalName());
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            end(element, element.normalName());
            styles.end(element);
        }
        return FilterResult.CONTINUE;
    }

    private void begin(Element element, String name) {
        space(name);
        switch (name) {
            case "br" -> out.lineEnd();
            case "hr" -> out.words("----------");
            case "img" -> out.image(element.attr("alt"));
            case "a" -> out.mark();
            case "pre" -> preformatted++;
            case "blockquote" -> out.indent("> ", "> ");
            case "dd" -> out.indent("  ", "  ");
            case "ul", "ol" -> beginList(element, name);
            case "li" -> beginItem();
            case "table" -> beginTable();
            case "tr" -> out.beginRow();
            case "td", "th" -> beginCell(name);
            default -> {}
        }
    }

    private void end(Element element, String name) {
        switch (name) {
            case "a" -> endLink(element);
            case "pre" -> preformatted--;
            case "blockquote", "dd", "li" -> out.unindent();
            case "ul", "ol" -> lists.pop();
            case "table" -> tables.pop();
            case "td", "th" ->
                out.endCell(
                        !tables.isEmpty() && tables.element().hasHeader ? number(element, "colspan", MOST_COLUMNS) : 0);
            default -> {}
        }
        space(name);
        if ((name.equals("ul") || name.equals("ol")) && lists.isEmpty()) {
            out.paragraph();
        }
    }

    private void space(String name) {
        if (PARAGRAPHS.contains(name)) {
            out.paragraph();
        } else if (LINES.contains(name)) {
            out.line();
        }
    }

    private void beginList(Element element, String name) {
        if (lists.isEmpty()) {
            out.paragraph();
        } else {
            out.line();
        }
        lists.push(new ListItems(name.equals("ol") ? number(element, "start", LAST_NUMBER) : -1));
    }

    /** The number in an attribute, or 1; at most {@code most}. */
    private static int number(Element element, String attribute, int most) {
        String given = element.attr(attribute).strip();
        return given.matches("\\d{1,6}") ? Math.min(Integer.parseInt(given), most) : 1;
    }

    private void beginItem() {
        ListItems list = lists.peek();
        String sign = list == null || list.next < 0 ? "* " : list.next++ + ". ";
        out.indent(sign, " ".repeat(sign.length()));
    }

    private void beginTable() {
        out.table();
        tables.push(new Table());
    }

    private void beginCell(String name) {
        if (name.equals("th") && !tables.isEmpty()) {
            tables.element().hasHeader = true;
        }
        out.beginCell();
    }

    /** Adds the target of a link, unless its text names it or it is of no use in plain text. */
    private void endLink(Element link) {
        String target = link.attr("href").strip();
        String text = out.sinceMark();
        if (hasScheme(target, "mailto:") || hasScheme(target, "tel:")) {
            String address = target.substring(target.indexOf(':') + 1).replaceFirst("\\?.*", "");
            if (!withoutBlanks(text).equalsIgnoreCase(withoutBlanks(address))) {
                out.add("<" + address + ">");
            }
        } else if ((hasScheme(target, "http:") || hasScheme(target, "https:") || hasScheme(target, "ftp:"))
                && !bare(text).equals(bare(target))) {
            out.add("<" + target + ">");
        }
    }

    private static boolean hasScheme(String uri, String scheme) {
        return uri.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static String withoutBlanks(String text) {
        return text.replaceAll("\\s", "");
    }

    /** The URI as people write it: www.example.com for https://www.example.com/. */
    private static String bare(String uri) {
        return uri.replaceFirst("^[A-Za-z]+://", "").replaceFirst("/$", "");
    }
}
