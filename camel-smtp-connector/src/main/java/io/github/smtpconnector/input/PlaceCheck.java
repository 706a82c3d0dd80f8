// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.outcome.Printable;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log, once for each producer, of an attachment whose whole text is a place of a file: the receiver gets the
 * place, and the route probably meant the file. Does not look whether there is such a file: the author of the text may be
 * a stranger, and must not learn it. Thread-safe.
 */
final class PlaceCheck {

    private static final Logger LOG = LoggerFactory.getLogger(PlaceCheck.class);

    private static final int LONGEST = 1_000;

    private static final Pattern PLACE = Pattern.compile("(?:file:|/|[A-Za-z]:[\\\\/])[^\\s<>|*?\"]{2,1000}");

    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * Looks at a file as an input gives it.
     *
     * @param input the input and the place in it
     * @param file a text, or the object of an attachment; else nothing is said
     */
    void look(String input, @Nullable Object file) {
        if (file instanceof Map<?, ?> fields && fields.containsKey("encoding")) {
            return;
        }
        if (file instanceof Map<?, ?> fields) {
            look(input, JsonValues.plain(fields.containsKey("value") ? fields.get("value") : fields.get("content")));
        } else if (file instanceof CharSequence text
                && text.length() <= LONGEST
                && PLACE.matcher(text.toString().strip()).matches()
                && !warned.getAndSet(true)) {
            LOG.warn(
                    "{} is the text of a path, and was attached as this text. To attach the file give a java.io.File, a"
                            + " java.nio.file.Path or its octets. This is said once.",
                    Printable.escape(input.substring(0, Math.min(input.length(), LONGEST))));
        }
    }
}
