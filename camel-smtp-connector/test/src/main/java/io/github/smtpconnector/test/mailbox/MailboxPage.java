// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test.mailbox;

import static io.github.smtpconnector.test.mailbox.Html.escape;

import io.github.smtpconnector.testkit.ReceivedPart;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the site shows: the list on the left, a mail on the right. Every word of a mail goes through {@link Html#escape}. */
final class MailboxPage {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final List<String> VIEWS = List.of("mail", "text", "parts", "headers", "source", "result");

    private final String frame = Html.resource("mailbox.html");

    String all(List<Kept> mails) {
        return page(mails, 0, "Development mailbox", "<p class=\"hint\">Choose a mail.</p>");
    }

    String gone(List<Kept> mails) {
        return page(mails, 0, "Not here", "<p class=\"hint\">That mail is not here any more.</p>");
    }

    String mail(List<Kept> mails, Kept mail, String view) {
        String shown = VIEWS.contains(view) ? view : mail.html().isEmpty() ? "text" : "mail";
        return page(mails, mail.id(), mail.subject(), head(mail) + files(mail) + tabs(mail, shown) + body(mail, shown));
    }

    private String page(List<Kept> mails, int open, String title, String reading) {
        return Html.fill(
                frame,
                Map.of(
                        "title", escape(title),
                        "open", String.valueOf(open),
                        "reading", reading,
                        "state", open == 0 ? "choosing" : "reading",
                        "list", list(mails, open)));
    }

    /** The part that the page asks for again and again. */
    String list(List<Kept> mails, int open) {
        if (mails.isEmpty()) {
            return "<p class=\"hint\">No mail yet. What the application sends is shown here at once.</p>";
        }
        return "<p class=\"count\">" + mails.size() + (mails.size() == 1 ? " mail" : " mails") + "</p><ol>"
                + mails.stream().map(mail -> entry(mail, open)).collect(Collectors.joining()) + "</ol>";
    }

    private static String entry(Kept mail, int open) {
        int count = mail.files().size();
        String files = count == 0 ? "" : "<span>" + count + (count == 1 ? " file" : " files") + "</span>";
        return "<li" + (mail.id() == open ? " class=\"open\"" : "") + "><a href=\"/mails/" + mail.id() + "\"><b>"
                + escape(mail.subject()) + "</b><span class=\"to\">"
                + escape(String.join(", ", mail.taken().recipients()))
                + "</span><small>" + mail.at().format(TIME) + files + "</small></a></li>";
    }

    private static String head(Kept mail) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("From", mail.mailboxes("From"));
        lines.put("To", mail.mailboxes("To"));
        lines.put("Cc", mail.mailboxes("Cc"));
        lines.put("Reply to", mail.mailboxes("Reply-To"));
        lines.put("Date", mail.header("Date"));
        lines.put("Bcc", String.join(", ", mail.hiddenRecipients()));
        return "<a class=\"back\" href=\"/\">All mails</a><h1>" + escape(mail.subject()) + "</h1><dl>"
                + lines.entrySet().stream()
                        .filter(line -> !line.getValue().isBlank())
                        .map(line -> "<dt>" + line.getKey() + "</dt><dd>" + escape(line.getValue()) + "</dd>")
                        .collect(Collectors.joining())
                + "</dl>";
    }

    private static String files(Kept mail) {
        List<ReceivedPart> files = mail.files();
        if (files.isEmpty()) {
            return "";
        }
        return "<ul class=\"files\">"
                + IntStream.range(0, files.size())
                        .mapToObj(i -> "<li><a href=\"/mails/" + mail.id() + "/files/" + i + "\" download><b>"
                                + escape(Kept.name(files.get(i))) + "</b><small>"
                                + escape(files.get(i).contentType()) + ", "
                                + files.get(i).bytes().length + " bytes</small></a></li>")
                        .collect(Collectors.joining())
                + "</ul>";
    }

    private static String tabs(Kept mail, String shown) {
        return "<nav>"
                + VIEWS.stream()
                        .filter(view -> !view.equals("mail") || !mail.html().isEmpty())
                        .map(view -> "<a href=\"/mails/" + mail.id() + "?show=" + view + "\""
                                + (view.equals(shown) ? " class=\"open\"" : "") + ">"
                                + view.substring(0, 1).toUpperCase(Locale.ROOT) + view.substring(1) + "</a>")
                        .collect(Collectors.joining())
                + "</nav>";
    }

    private static String body(Kept mail, String view) {
        return switch (view) {
            case "mail" ->
                "<iframe sandbox=\"allow-popups allow-popups-to-escape-sandbox\" title=\"Mail\" src=\"/mails/"
                        + mail.id() + "/html\"></iframe>";
            case "parts" -> pre(Html.tree(mail.mail().tree()));
            case "headers" -> headers(mail);
            case "source" ->
                "<p><a href=\"/mails/" + mail.id() + "/mail.eml\" download>Save as mail.eml</a></p>"
                        + pre(new String(mail.taken().content(), StandardCharsets.UTF_8));
            case "result" -> result(mail);
            default -> pre(mail.text().isEmpty() ? "(no text)" : mail.text());
        };
    }

    private static String pre(String text) {
        return "<pre>" + escape(text) + "</pre>";
    }

    private static String headers(Kept mail) {
        return mail.mail().headerNames().stream()
                .distinct()
                .flatMap(name -> mail.mail().headers(name).stream().map(value -> row(name, value)))
                .collect(Collectors.joining("", "<table>", "</table>"));
    }

    private static String result(Kept mail) {
        return "<table>" + row("Answered", mail.taken().reply())
                + row("Command", mail.taken().mailCommand())
                + mail.taken().recipients().stream()
                        .map(recipient -> row("Recipient", recipient))
                        .collect(Collectors.joining())
                + row("Size", mail.taken().content().length + " bytes")
                + row("Connection", "number " + mail.taken().connection())
                + row("At", mail.at().toString()) + "</table>";
    }

    private static String row(String name, String value) {
        return "<tr><th>" + escape(name) + "</th><td>" + escape(value) + "</td></tr>";
    }

    /** The html with each image in it that came with the mail; links open beside the mailbox. */
    static String htmlWithImages(Kept mail) {
        String html = mail.html();
        for (ReceivedPart file : mail.files()) {
            if (file.contentId() != null && file.contentType().matches("image/[a-z0-9.+-]+")) {
                html = html.replace(
                        "cid:" + file.contentId(),
                        "data:" + file.contentType() + ";base64,"
                                + Base64.getEncoder().encodeToString(file.bytes()));
            }
        }
        return "<!DOCTYPE html><base target=\"_blank\">" + html;
    }
}
