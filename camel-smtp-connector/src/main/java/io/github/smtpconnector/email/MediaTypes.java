// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Media types by file name. It has its own table: the JDK's depends on the platform and lacks calendars, contacts and
 * mails.
 *
 * <p>Internal; may change.
 */
public final class MediaTypes {

    private static final String UNKNOWN = "application/octet-stream";

    private static final int LONGEST_ENDING = 16;

    private static final Properties BY_ENDING = load();

    private MediaTypes() {}

    /** The media type that a file name's ending stands for, or {@code application/octet-stream}. */
    public static String forFileName(String fileName) {
        String name = Attachment.baseName(fileName);
        int dot = name.lastIndexOf('.');
        String ending = name.substring(dot + 1);
        return dot < 0 || ending.length() > LONGEST_ENDING
                ? UNKNOWN
                : BY_ENDING.getProperty(ending.toLowerCase(Locale.ROOT), UNKNOWN);
    }

    /** Whether the text is one media type that a file can have, its parameters included. */
    public static boolean isTypeOfAFile(String text) {
        return MediaType.isValid(text) && !MediaType.isMultipart(text);
    }

    /** The charset that a media type declares, or null for none; also for a text that is none. */
    public static @Nullable String charset(String text) {
        return MediaType.parameter("charset", text);
    }

    private static Properties load() {
        Properties table = new Properties();
        try (InputStream in = Objects.requireNonNull(
                MediaTypes.class.getResourceAsStream("media-types.properties"), "media-types.properties")) {
            table.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }
}
