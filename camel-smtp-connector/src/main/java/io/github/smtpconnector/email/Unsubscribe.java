// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The URIs at which a receiver unsubscribes (RFC 2369 section 3.2, RFC 8058). */
final class Unsubscribe {

    /** Each fits on a line of its own (RFC 5322 section 2.1.1). */
    private static final int LIMIT = 900;

    /** A comma within a URI separates nothing. */
    private static final Pattern SEPARATOR = Pattern.compile(",?[ \t]+,?|,(?=<?(?i:[a-z][a-z0-9+.-]*+:))");

    private Unsubscribe() {}

    static List<String> uris(String given) {
        List<String> uris = new ArrayList<>();
        int https = 0;
        for (String piece : SEPARATOR.split(given, -1)) {
            if (!piece.isEmpty()) {
                String uri = checked(piece);
                uris.add(uri);
                https += isHttps(uri) ? 1 : 0;
            }
        }
        if (https > 1) {
            throw Syntax.badContent("has " + https + " https URIs; RFC 8058 allows one");
        }
        return uris;
    }

    private static String checked(String piece) {
        boolean bracketed = piece.startsWith("<") && piece.endsWith(">") && piece.length() > 1;
        String uri = bracketed ? piece.substring(1, piece.length() - 1) : piece;
        if (uri.length() > LIMIT || !isUri(uri)) {
            throw Syntax.badContent(Syntax.excerpt(piece)
                    + " is neither an https URI with a host nor a mailto URI, in ASCII and of at most " + LIMIT
                    + " characters");
        }
        return uri;
    }

    private static boolean isUri(String text) {
        try {
            URI uri = new URI(text);
            boolean https = isHttps(text) && uri.getHost() != null;
            boolean mailto = "mailto".equalsIgnoreCase(uri.getScheme())
                    && uri.getSchemeSpecificPart().contains("@");
            return Characters.areAll(c -> c > ' ' && c < 0x7F, text) && (https || mailto);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isHttps(String uri) {
        return Characters.startsWithIgnoreCase(uri, "https:");
    }
}
