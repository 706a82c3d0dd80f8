// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One page that shows a mail as a mail program would, with nothing outside the file. */
final class InboxPage {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private InboxPage() {}

    static Path write(ArrivedMail mail, Path file) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("subject", escape(mail.header("Subject")));
        values.put("initial", escape(mail.header("From").substring(0, 1)));
        values.put("from", escape(mail.header("From")));
        values.put("date", escape(mail.header("Date")));
        values.put("to", escape(mail.header("To")));
        values.put("cc", escape(mail.header("Cc")));
        values.put("replyTo", escape(mail.header("Reply-To")));
        values.put("envelope", escape(String.join(", ", mail.recipients())));
        values.put("html", escape(withImages(mail)));
        values.put("text", escape(mail.text("text/plain")));
        values.put("files", files(mail));
        values.put("parts", parts(mail));
        values.put("headers", headers(mail));
        return Files.writeString(file, fill(template(), values));
    }

    private static String fill(String template, Map<String, String> values) {
        return PLACE.matcher(template).replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))));
    }

    private static String template() throws IOException {
        try (InputStream in = InboxPage.class.getResourceAsStream("inbox.html")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The html with each image in it that came with the mail. */
    private static String withImages(ArrivedMail mail) {
        String html = mail.text("text/html");
        for (ArrivedPart file : mail.files()) {
            if (!file.contentId().isEmpty()) {
                html = html.replace("\"cid:" + file.contentId() + "\"", "\"" + file.dataUri() + "\"");
            }
        }
        return html;
    }

    private static String files(ArrivedMail mail) {
        return mail.files().stream()
                .filter(file -> file.contentId().isEmpty())
                .map(file ->
                        "<a class=\"file\" download=\"%1$s\" href=\"%2$s\"><b>%1$s</b><small>%3$s · %4$d bytes</small></a>"
                                .formatted(
                                        escape(file.fileName()),
                                        escape(file.dataUri()),
                                        escape(file.type()),
                                        file.bytes().length))
                .collect(Collectors.joining("\n"));
    }

    private static String parts(ArrivedMail mail) {
        return mail.parts().stream()
                .map(part -> escape("   ".repeat(part.depth()) + part.type() + "  " + part.fileName()))
                .collect(Collectors.joining("\n"));
    }

    private static String headers(ArrivedMail mail) {
        return mail.headers().entrySet().stream()
                .map(header ->
                        "<tr><th>" + escape(header.getKey()) + "</th><td>" + escape(header.getValue()) + "</td></tr>")
                .collect(Collectors.joining("\n"));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
