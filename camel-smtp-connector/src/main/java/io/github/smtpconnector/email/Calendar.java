// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An iCalendar object (RFC 5545) that a mail program acts upon (RFC 6047): an invitation, for instance. Immutable.
 *
 * @param text the object, its lines ended by CRLF
 * @param method the METHOD that the text names, in upper case, for instance REQUEST
 */
public record Calendar(String text, String method) {

    /** RFC 5546 section 1.4. */
    private static final List<String> METHODS =
            List.of("PUBLISH", "REQUEST", "REPLY", "ADD", "CANCEL", "REFRESH", "COUNTER", "DECLINECOUNTER");

    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
    private static final Pattern FOLD = Pattern.compile("\r\n[ \t]");

    /** Some programs begin a file with it, but it is no line of iCalendar (RFC 5545 section 3.4). */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** The file name for mail programs that have no calendar themselves. */
    private static final String FILE_NAME = "invite.ics";

    private static final String FILE_TYPE = "application/ics";

    /**
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONTENT when the text is no iCalendar
     *     object, or does not name exactly this METHOD. Without a METHOD no mail program acts upon it
     */
    public Calendar {
        text = normalized(text);
        String said = methodOf(text);
        if (!said.equals(method)) {
            throw Syntax.badContent("says METHOD:" + said + ", and " + Syntax.excerpt(method) + " was given");
        }
    }

    /**
     * Reads an object.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONTENT when the text is no iCalendar
     *     object, or does not name exactly one METHOD. Without a METHOD no mail program acts upon it
     */
    public static Calendar parse(String ics) {
        String text = normalized(ics);
        return new Calendar(text, methodOf(text));
    }

    /** Each line ended by CRLF, and nothing around the object. */
    private static String normalized(String ics) {
        String bare = ics.strip();
        String object = bare.startsWith(BYTE_ORDER_MARK) ? bare.substring(1).strip() : bare;
        return LINE_END.matcher(object).replaceAll("\r\n") + "\r\n";
    }

    private static String methodOf(String text) {
        String refused = Characters.find(c -> c == 0, text);
        if (refused != null) {
            throw Syntax.badContent(refused + " has no place here");
        }
        List<String> lines = FOLD.matcher(text)
                .replaceAll("")
                .lines()
                .map(String::stripTrailing)
                .toList();
        if (!lines.get(0).equalsIgnoreCase("BEGIN:VCALENDAR")
                || !lines.get(lines.size() - 1).equalsIgnoreCase("END:VCALENDAR")) {
            throw Syntax.badContent(
                    "is no iCalendar object, which begins with BEGIN:VCALENDAR and ends with END:VCALENDAR");
        }
        List<String> methods =
                lines.stream().filter(Calendar::isMethod).map(Calendar::value).toList();
        if (methods.size() != 1 || !METHODS.contains(methods.get(0))) {
            throw Syntax.badContent("needs one line METHOD with one of " + String.join(", ", METHODS)
                    + "; for an invitation write METHOD:REQUEST after BEGIN:VCALENDAR, and give a calendar that asks for no answer"
                    + " as an attachment");
        }
        return methods.get(0);
    }

    /** The object as a file. */
    public Attachment file() {
        return Attachment.of(FILE_NAME, text.getBytes(StandardCharsets.UTF_8)).withContentType(FILE_TYPE);
    }

    private static boolean isMethod(String line) {
        return Characters.startsWithIgnoreCase(line, "METHOD:") || Characters.startsWithIgnoreCase(line, "METHOD;");
    }

    /** The method that the line names, or a text that is no method. */
    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1).strip();
        return METHODS.stream().filter(value::equalsIgnoreCase).findFirst().orElse("");
    }
}
