// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import io.github.smtpconnector.outcome.Category;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that travels with the mail. Immutable and checked.
 *
 * @param fileName the name to show; of a path only what follows the last {@code /} or <code>\</code>, at most 255
 *     characters
 * @param contentType the media type with its parameters; no {@code multipart/*}
 * @param content the octets
 * @param inline whether it is shown within the html, which refers to it by {@code cid:} and the content id, and not
 *     listed as a file
 * @param contentId the id, or null. Give it with or without angle brackets; it is kept without them. An id alone does
 *     not make a file inline
 */
public record Attachment(
        String fileName, String contentType, Content content, boolean inline, @Nullable String contentId) {

    /** The longest name that file systems allow. A mail program cuts a longer one, and its ending is lost. */
    static final int NAME_LIMIT = 255;

    /** Keeps a Content-ID line far below 998 octets (RFC 5322 section 2.1.1). */
    private static final int ID_LIMIT = 250;

    /**
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONTENT when a name, a type or an id cannot
     *     be sent
     */
    public Attachment {
        fileName = checkedName(baseName(fileName));
        contentType = checkedType(plainType(contentType));
        contentId = contentId == null ? null : checkedId(contentId);
    }

    /** A file whose media type follows from its name. */
    public static Attachment of(String fileName, Content content) {
        return new Attachment(fileName, MediaTypes.forFileName(fileName), content, false, null);
    }

    /** A file in memory whose media type follows from its name; the array must not be changed any more. */
    public static Attachment of(String fileName, byte[] octets) {
        return of(fileName, Content.of(octets));
    }

    /** The same file with this media type. */
    public Attachment withContentType(String contentType) {
        return new Attachment(fileName, contentType, content, inline, contentId);
    }

    /** Still an ordinary attachment, but one that the html can refer to by {@code cid:}. */
    public Attachment withContentId(String contentId) {
        return new Attachment(fileName, contentType, content, inline, contentId);
    }

    /** Shown within the html, which refers to it by {@code cid:} and this id. */
    public Attachment inline(String contentId) {
        return new Attachment(fileName, contentType, content, true, contentId);
    }

    /** The html refers to a part by its id, which names one thing (RFC 2392). */
    static void checkIds(List<Attachment> attachments, Violations violations) {
        if (attachments.size() < 2) {
            return;
        }
        Map<String, Attachment> seen = new HashMap<>();
        for (Attachment attachment : attachments) {
            String id = attachment.contentId;
            Attachment other = id == null ? null : seen.putIfAbsent(id, attachment);
            if (other != null) {
                violations.add(
                        Category.CONTENT,
                        "attachment " + attachment.fileName,
                        "has the content id " + id + ", which " + other.fileName + " has, too; give each its own");
            }
        }
    }

    /**
     * Without folders. They would tell about the sender's machine, and a careless mail program would write to the place
     * they name.
     */
    static String baseName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static String checkedName(String name) {
        String refused = Characters.find(Characters::isDeceptiveInFileName, name);
        if (refused != null) {
            throw Syntax.badContent("a file name must not contain " + refused);
        }
        if (isNothing(name)) {
            throw Syntax.badContent("an attachment needs a file name");
        }
        if (name.length() > NAME_LIMIT) {
            throw Syntax.badContent("a file name of more than " + NAME_LIMIT + " characters");
        }
        return name;
    }

    /**
     * Without blanks around it and without an empty parameter at its end. Only blanks are removed: a line end is
     * refused everywhere.
     */
    private static String plainType(String type) {
        int start = 0;
        while (start < type.length() && isBlank(type.charAt(start))) {
            start++;
        }
        int end = endBeforeBlanks(type, start, type.length());
        if (end > start && type.charAt(end - 1) == ';') {
            end = endBeforeBlanks(type, start, end - 1);
        }
        return type.substring(start, end);
    }

    private static int endBeforeBlanks(String text, int start, int end) {
        int before = end;
        while (before > start && isBlank(text.charAt(before - 1))) {
            before--;
        }
        return before;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static String checkedType(String type) {
        if (!MediaType.isValid(type)) {
            throw Syntax.badContent(
                    "the content type " + Syntax.excerpt(type) + " is not like type/subtype; name=value");
        }
        if (MediaType.isMultipart(type)) {
            throw Syntax.badContent("the content type " + Syntax.excerpt(type) + " is no type of a file");
        }
        return type;
    }

    /** Whether no file can have this name. */
    static boolean isNothing(String name) {
        return name.isBlank() || name.equals(".") || name.equals("..");
    }

    private static String checkedId(String given) {
        String id = withoutBrackets(given);
        if (!isContentId(id)) {
            throw Syntax.badContent("the content id " + Syntax.excerpt(given) + " is not 1 to " + ID_LIMIT
                    + " ASCII letters, digits or marks like in an address");
        }
        return id;
    }

    static String withoutBrackets(String id) {
        boolean bracketed = id.startsWith("<") && id.endsWith(">") && id.length() > 1;
        return bracketed ? id.substring(1, id.length() - 1) : id;
    }

    static boolean isContentId(String id) {
        return !id.isEmpty() && id.length() <= ID_LIMIT && Characters.areAll(Attachment::isIdCharacter, id);
    }

    private static boolean isIdCharacter(int c) {
        return c < 0x80 && (c == '@' || c == '.' || Characters.isAtext(c));
    }
}
