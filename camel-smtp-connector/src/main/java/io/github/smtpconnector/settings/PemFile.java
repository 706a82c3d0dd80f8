// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/** Reads an option that is a PEM text or says where one stands. */
final class PemFile {

    /** How a PEM text begins. */
    static final String BEGIN = "-----BEGIN";

    /** A text without scheme is not taken for a resource, because it may be the key, and would be shown. */
    private static final Pattern RESOURCE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:[^\\r\\n]+");

    private PemFile() {}

    /**
     * The PEM text.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONFIG) when there is none
     */
    static String read(String option, CamelContext context) {
        String value = option.strip();
        if (value.startsWith(BEGIN)) {
            return value;
        }
        if (!RESOURCE.matcher(value).matches()) {
            throw Failure.permanent(Category.CONFIG, "is neither a PEM text nor a resource")
                    .withAdvice("Write file: or classpath: before the name of a file")
                    .toException();
        }
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, value)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException | RuntimeException e) {
            throw Failure.permanent(Category.CONFIG, "cannot be read: " + e.getMessage())
                    .causedBy(e)
                    .toException();
        }
    }
}
