// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.LowerCase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of a header in their relaxed form (RFC 6376 section 3.4.2), each without a line end. */
final class RelaxedHeader {

    private final Map<String, List<byte[]>> fields = new HashMap<>();

    /** @param header fields with their line ends */
    RelaxedHeader(byte[] header) {
        int start = 0;
        while (start < header.length) {
            int end = endOfField(header, start);
            int colon = colon(header, start, end);
            if (colon > start) {
                byte[] field = relax(header, start, end);
                String name = new String(field, 0, colon(field, 0, field.length), StandardCharsets.ISO_8859_1);
                fields.computeIfAbsent(name, n -> new ArrayList<>(1)).add(field);
            }
            start = end;
        }
    }

    /** The fields of this name from the last to the first, which is how a verifier takes them (section 5.4.2). */
    List<byte[]> fromBelow(String lowerCaseName) {
        List<byte[]> named = new ArrayList<>(fields.getOrDefault(lowerCaseName, List.of()));
        Collections.reverse(named);
        return named;
    }

    /** One field in its relaxed form: name in lower case, unfolded, blanks within as one space, none at either end. */
    static byte[] relax(byte[] octets, int from, int to) {
        int colon = colon(octets, from, to);
        String name = new String(octets, from, colon - from, StandardCharsets.ISO_8859_1);
        Octets out = new Octets(to - from + 1);
        out.ascii(LowerCase.of(name.strip())).add(':');
        boolean blank = false;
        boolean empty = true;
        for (int i = colon + 1; i < to; i++) {
            byte octet = octets[i];
            if (octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n') {
                blank = true;
                continue;
            }
            if (blank && !empty) {
                out.add(' ');
            }
            out.add(octet);
            blank = false;
            empty = false;
        }
        return out.toByteArray();
    }

    /** Behind the line end that no blank follows. */
    private static int endOfField(byte[] octets, int from) {
        int at = from;
        while (at < octets.length) {
            boolean lineEnd = octets[at++] == '\n';
            if (lineEnd && (at == octets.length || (octets[at] != ' ' && octets[at] != '\t'))) {
                return at;
            }
        }
        return at;
    }

    private static int colon(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] == ':') {
                return i;
            }
        }
        return -1;
    }
}
