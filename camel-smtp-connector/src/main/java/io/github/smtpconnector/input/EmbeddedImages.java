// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.html.ImageUris;
import io.github.smtpconnector.mime.Digests;
import io.github.smtpconnector.outcome.Category;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the images that an html holds as {@code data:} URIs out of it and adds them to the mail as inline parts: few mail
 * programs show such URIs. An image has the same id wherever it stands and whenever it is sent, because the id is made of
 * its octets; so it travels once.
 */
final class EmbeddedImages implements ImageUris.Replacement {

    private static final Pattern IMAGE = Pattern.compile("image/[a-z0-9][a-z0-9.+-]{0,126}");
    private static final int ID_DIGITS = 32;

    /** In place of what has no data. */
    private static final DataUri NONE = new DataUri("", "", null, false, "");

    private final Email.Builder mail;
    private final Set<String> ids = new HashSet<>();

    private EmbeddedImages(Email.Builder mail) {
        this.mail = mail;
    }

    /** The html with {@code cid:} in place of {@code data:}; an unreadable image becomes a violation of the mail. */
    static String moveTo(Email.Builder mail, String html) {
        return ImageUris.replace(html, new EmbeddedImages(mail));
    }

    @Override
    public @Nullable String of(String uri, int position) {
        try {
            boolean hasData = DataUri.begins(uri) && uri.indexOf(',') > 0;
            DataUri image = hasData ? DataUri.parse(uri) : NONE;
            String type = image.type();
            if (!IMAGE.matcher(type).matches()) {
                throw new UnusableInputException("is a data: URI that names no type image/...");
            }
            // A cut picture would be shown in part; text such as SVG has percent signs of its own.
            byte[] octets = image.octets(type.endsWith("+xml"));
            if (octets.length == 0) {
                throw new UnusableInputException("is empty");
            }
            return "cid:" + embed(type, octets);
        } catch (UnusableInputException e) {
            mail.violation(
                    Category.CONTENT,
                    "Html",
                    "the image at character " + position + ", for embedImages, " + e.problem());
            return null;
        }
    }

    private String embed(String type, byte[] octets) {
        MessageDigest digest = Digests.sha256();
        digest.update((type + '\0').getBytes(StandardCharsets.US_ASCII));
        String id = HexFormat.of().formatHex(digest.digest(octets)).substring(0, ID_DIGITS) + "@embedded";
        if (ids.add(id)) {
            String name = "image-" + ids.size() + ending(type);
            mail.attach(new Attachment(name, type, Content.of(octets), true, id));
        }
        return id;
    }

    /** {@code .svg} for {@code image/svg+xml}; none for types whose name is none. */
    private static String ending(String type) {
        String subtype = type.substring("image/".length()).replaceFirst("\\+.*", "");
        return subtype.matches("[a-z0-9]{1,5}") ? "." + subtype : "";
    }
}
