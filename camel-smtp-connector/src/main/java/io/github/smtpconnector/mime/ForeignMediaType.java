// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.LowerCase;
import io.github.smtpconnector.email.MediaTypes;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.internet.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The media type of a file with a foreign label, for instance from a received mail or an upload. The route cannot
 * correct the label, so a bad one is no reason not to send. Reads it piece by piece and keeps the readable pieces.
 */
public final class ForeignMediaType {

    /** A longer text is no label. */
    private static final int LIMIT = 4096;

    private ForeignMediaType() {}

    /**
     * A type that an attachment can have.
     *
     * @param given a Content-Type as received, folded or not, or null
     * @param fileName its ending gives the type when the label gives none, or the type of a multipart
     * @return type, charset and other parameters in ASCII, without a name: the attachment has its own
     */
    public static String of(@Nullable String given, String fileName) {
        List<String> pieces = pieces(given == null ? "" : given.substring(0, Math.min(given.length(), LIMIT)));
        String type = type(pieces.get(0));
        if (!MediaTypes.isTypeOfAFile(type)) {
            return MediaTypes.forFileName(fileName);
        }
        StringBuilder read = new StringBuilder(type);
        List<String> names = new ArrayList<>();
        for (String piece : pieces.subList(1, pieces.size())) {
            addParameter(piece, names, read);
        }
        return read.toString();
    }

    /** The type and subtype, or a text that is no type. */
    private static String type(String piece) {
        try {
            ContentType type = new ContentType(piece);
            return type.getPrimaryType() + "/" + type.getSubType();
        } catch (ParseException e) {
            return "";
        }
    }

    private static void addParameter(String piece, List<String> names, StringBuilder read) {
        try {
            ParameterList list = new ParameterList(";" + piece);
            for (String name : Collections.list(list.getNames())) {
                String lower = LowerCase.of(name);
                String parameter = "; " + lower + "=" + quoted(list.get(name));
                boolean readable = MediaTypes.isTypeOfAFile("a/b" + parameter);
                if (readable && !lower.equals("name") && lower.indexOf('*') < 0 && !names.contains(lower)) {
                    names.add(lower);
                    read.append(parameter);
                }
            }
        } catch (ParseException e) {
            // Left out.
        }
    }

    private static String quoted(String value) {
        boolean token = MediaTypes.isTypeOfAFile("a/b; c=" + value) && value.indexOf('"') < 0 && value.indexOf(';') < 0;
        return token ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The pieces between semicolons, without comments, each line end replaced by a blank (RFC 5322 section 2.2.3). */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>(2);
        StringBuilder piece = new StringBuilder();
        boolean quoted = false;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && (quoted || depth > 0) && i + 1 < text.length()) {
                i++;
                if (quoted) {
                    piece.append(c).append(text.charAt(i));
                }
            } else if (quoted || (c == '"' && depth == 0)) {
                quoted ^= c == '"';
                piece.append(c == '\r' || c == '\n' ? ' ' : c);
            } else if (c == '(' || (c == ')' && depth > 0)) {
                depth += c == '(' ? 1 : -1;
            } else if (c == ';' && depth == 0) {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else if (depth == 0) {
                piece.append(c == '\r' || c == '\n' ? ' ' : c);
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }
}
