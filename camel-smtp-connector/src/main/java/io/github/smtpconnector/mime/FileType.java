// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.LowerCase;
import java.util.ArrayList;
import java.util.List;

/** The Content-Type of a file: that of the caller, unless it does not allow the encoding. */
final class FileType {

    private FileType() {}

    /**
     * Writes the field, the file name included.
     *
     * @param bare whether the file is not encoded in base64
     */
    static void write(HeaderWriter header, Attachment file, boolean bare) {
        header.field("Content-Type");
        List<String> pieces = split(file.contentType());
        if (!bare && isMessage(pieces.get(0))) {
            header.word("application/octet-stream");
        } else {
            header.word(pieces.get(0));
            for (String parameter : pieces.subList(1, pieces.size())) {
                if (!isName(parameter)) {
                    header.glue(";").word(parameter);
                }
            }
        }
        Parameters.writeTypeName(header, file.fileName());
        header.end();
    }

    /**
     * RFC 2046 section 5.2.1 forbids base64 for messages. A message whose octets or lines need it is sent as a file of
     * unknown type: it arrives octet by octet, and its name still opens it.
     */
    private static boolean isMessage(String type) {
        return LowerCase.of(type).startsWith("message/");
    }

    /** The file's own name takes the place of one that the caller gave here. */
    private static boolean isName(String parameter) {
        String lower = LowerCase.of(parameter);
        return lower.startsWith("name=") || lower.startsWith("name*");
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
