// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.Attachment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The Content-Type of a file: what the caller says, as far as it can stand in a header. */
final class FileType {

    private static final String UNKNOWN = "application/octet-stream";

    private FileType() {}

    /** Writes the field, the file name included. */
    static void write(HeaderWriter header, Attachment file) {
        header.field("Content-Type");
        List<String> pieces = split(file.contentType());
        String type = pieces.get(0);
        if (isUsable(type)) {
            header.word(type);
            for (String parameter : pieces.subList(1, pieces.size())) {
                if (isUsableParameter(parameter)) {
                    header.glue(";").word(parameter);
                }
            }
        } else {
            header.word(UNKNOWN);
        }
        if (!file.fileName().isEmpty()) {
            Parameters.writeTypeName(header, file.fileName());
        }
        header.end();
    }

    /**
     * Whether a type can be declared of base64 octets. RFC 2046 section 5.2.1 and RFC 2045 section 6.4 forbid base64 for
     * message and multipart types, and unencoded their line ends would be normalised and their lines could be too long:
     * as a file of no known type they arrive octet by octet, and the name still opens them.
     */
    private static boolean isUsable(String type) {
        int slash = type.indexOf('/');
        String top = type.substring(0, Math.max(slash, 0)).toLowerCase(Locale.ROOT);
        return isToken(top) && isToken(type.substring(slash + 1)) && !top.equals("message") && !top.equals("multipart");
    }

    private static boolean isUsableParameter(String parameter) {
        int equals = parameter.indexOf('=');
        String name = parameter.substring(0, Math.max(equals, 0)).toLowerCase(Locale.ROOT);
        String value = parameter.substring(equals + 1);
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return isToken(name)
                && !name.equals("name")
                && !name.startsWith("name*")
                && (quoted ? Ascii.isPrintable(value) : isToken(value));
    }

    /** A token (RFC 2045 section 5.1). */
    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~' || "()<>@,;:\\\"/[]?=".indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The pieces between semicolons that are not quoted. */
    private static List<String> split(String contentType) {
        List<String> pieces = new ArrayList<>(2);
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < contentType.length(); i++) {
            char c = contentType.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                pieces.add(contentType.substring(start, i).trim());
                start = i + 1;
            }
        }
        pieces.add(contentType.substring(start).trim());
        return pieces;
    }
}
