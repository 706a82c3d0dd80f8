// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What it takes to write a page. */
final class Html {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private Html() {}

    static String resource(String name) {
        try (InputStream in = Html.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In one pass, so that no value is taken for a place. */
    static String fill(String template, Map<String, String> values) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(Objects.requireNonNull(values.get(place.group(1)))));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** {@code mixed[text/plain,image/png]} with a line for each part. */
    static String tree(String parts) {
        StringBuilder lines = new StringBuilder();
        StringBuilder word = new StringBuilder();
        int depth = 0;
        for (char c : (parts + ",").toCharArray()) {
            if (c != '[' && c != ']' && c != ',') {
                word.append(c);
                continue;
            }
            if (word.length() > 0) {
                lines.append("   ".repeat(depth))
                        .append(c == '[' ? "multipart/" : "")
                        .append(word)
                        .append('\n');
                word.setLength(0);
            }
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
        }
        return lines.toString();
    }
}
