// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.email.MediaTypes;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One attachment written as an object: {@code {key, value}}, {@code {fileName, content}} or {@code {name, content}}, with
 * {@code contentType}, {@code encoding}, {@code contentId} and {@code inline} as it likes.
 */
record AttachmentFields(Map<?, ?> fields) {

    private static final List<String> NAMES = List.of("key", "fileName", "name");
    private static final List<String> FILES = List.of("value", "content");
    private static final Set<String> OTHERS = Set.of("contentType", "encoding", "contentId", "inline");
    private static final Set<String> PLACES = Set.of("path", "href", "url", "uri", "file", "raw");

    /** Whether an object can only be one attachment: it has a name, a file, and no other fields than one has. */
    static boolean areThese(Map<?, ?> fields) {
        return NAMES.stream().anyMatch(fields::containsKey)
                && FILES.stream().anyMatch(fields::containsKey)
                && fields.keySet().stream()
                        .allMatch(key -> NAMES.contains(key) || FILES.contains(key) || OTHERS.contains(key));
    }

    Attachment read(Exchange exchange) throws UnusableInputException {
        for (Object key : fields.keySet()) {
            checkKnown(String.valueOf(key));
        }
        String fileName = text(theOneOf(NAMES));
        Object file = JsonValues.plain(fields.get(theOneOf(FILES)));
        if (fileName == null) {
            throw new UnusableInputException("has no file name");
        }
        return attach(fileName, isBase64() ? FileValue.readBase64(file) : FileValue.read(file, exchange));
    }

    /** The media type is the one given, else the file's own, else the one its name stands for. */
    Attachment attach(String fileName, FileValue file) throws UnusableInputException {
        String contentId = text("contentId");
        String contentType = text("contentType");
        if (contentType == null) {
            contentType = file.contentType(fileName);
        }
        Content content = file.content();
        if (file.isText()) {
            String charset = MediaTypes.charset(contentType);
            if (charset != null) {
                content = in(charset, content);
            } else if (contentType.regionMatches(true, 0, "text/", 0, 5)) {
                contentType += "; charset=UTF-8";
            }
        }
        try {
            return new Attachment(fileName, contentType, content, inline(contentId), contentId);
        } catch (SmtpConnectorException e) {
            throw new UnusableInputException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A text, which is there in UTF-8, in the charset that its media type declares. */
    private static Content in(String charset, Content utf8) throws UnusableInputException {
        try (InputStream octets = utf8.open()) {
            String text = new String(octets.readAllBytes(), StandardCharsets.UTF_8);
            return Content.of(TextValue.encoded(text, charset));
        } catch (IOException e) {
            throw new UnusableInputException("cannot be read: " + e.getMessage(), e);
        }
    }

    private static void checkKnown(String key) throws UnusableInputException {
        if (PLACES.contains(key)) {
            throw new UnusableInputException("has the field " + key
                    + ", which is refused: an attachment's text is content, never a path or URL; read the file in the"
                    + " route and give it as value");
        }
        if (!NAMES.contains(key) && !FILES.contains(key) && !OTHERS.contains(key)) {
            throw new UnusableInputException("has the unknown field " + key
                    + "; use key and value, contentType, encoding, contentId and inline");
        }
    }

    private String theOneOf(List<String> names) throws UnusableInputException {
        List<String> given = names.stream().filter(fields::containsKey).toList();
        if (given.size() != 1) {
            throw new UnusableInputException(
                    given.isEmpty()
                            ? "has none of the fields " + String.join(", ", names)
                            : "has the fields " + String.join(" and ", given) + ", which mean the same; keep one");
        }
        return given.get(0);
    }

    private boolean isBase64() throws UnusableInputException {
        String encoding = text("encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("base64")) {
            throw new UnusableInputException("has an encoding other than base64; leave it out for plain content");
        }
        return encoding != null;
    }

    /** A file with a content id is there for the html to show, unless it says otherwise. */
    private boolean inline(@Nullable String contentId) throws UnusableInputException {
        Object inline = JsonValues.plain(fields.get("inline"));
        if (inline == null) {
            return contentId != null;
        }
        if (inline instanceof Boolean flag) {
            return flag;
        }
        if (inline.equals("true") || inline.equals("false")) {
            return inline.equals("true");
        }
        throw new UnusableInputException("has " + Kind.of(inline) + " as inline, where true or false belongs");
    }

    private @Nullable String text(String field) throws UnusableInputException {
        Object value = JsonValues.plain(fields.get(field));
        if (value instanceof CharSequence text) {
            return text.toString().isBlank() ? null : text.toString();
        }
        if (value == null) {
            return null;
        }
        throw new UnusableInputException("has " + Kind.of(value) + " as " + field + ", where a text belongs");
    }
}
