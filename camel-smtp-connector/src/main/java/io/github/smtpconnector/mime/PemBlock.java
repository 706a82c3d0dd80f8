// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One object of a PEM text (RFC 7468), with or without line ends: in a URI the text has none. Other text around the
 * objects is ignored. Shows no secret.
 */
public final class PemBlock {

    /** From a first line to the next five hyphens, no further: a text of first lines alone would be read over and over. */
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----((?:(?!-----).)*+)-----END \\1-----", Pattern.DOTALL);

    private final String kind;
    private final String content;

    private PemBlock(String kind, String content) {
        this.kind = kind;
        this.content = content;
    }

    /** All objects of a text, in order. */
    public static List<PemBlock> listed(String pem) {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            blocks.add(new PemBlock(block.group(1), block.group(2)));
        }
        return blocks;
    }

    /** The label of the first line, for instance {@code PRIVATE KEY}. */
    public String kind() {
        return kind;
    }

    public boolean isPrivateKey() {
        return kind.endsWith("PRIVATE KEY");
    }

    /** Whether it is encrypted, as PKCS#8 or by a header of the older kind (RFC 1421 section 4.6.1.1). */
    public boolean isEncrypted() {
        return kind.startsWith("ENCRYPTED") || content.contains(",ENCRYPTED");
    }

    /**
     * The object in DER.
     *
     * @throws IllegalArgumentException when the content is not base64; the message holds some of it
     */
    public byte[] octets() {
        return Base64.getDecoder().decode(content.replaceAll("\\s", ""));
    }

    @Override
    public String toString() {
        return kind;
    }
}
