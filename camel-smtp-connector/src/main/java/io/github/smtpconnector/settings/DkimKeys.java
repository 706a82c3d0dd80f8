// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import io.github.smtpconnector.email.EmailAddress;
import io.github.smtpconnector.mime.DkimKey;
import io.github.smtpconnector.mime.DkimSigner;
import io.github.smtpconnector.options.ProtectionOptions;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Makes the signer that the options of an endpoint ask for, and reports everything that cannot work at once. */
final class DkimKeys {

    /** A comma before the next key; others belong to the name of a file. */
    private static final Pattern BETWEEN_KEYS =
            Pattern.compile(",\\s*(?=" + PemFile.BEGIN + "|[A-Za-z][A-Za-z0-9+.-]+:)");

    private static final String LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    private static final Pattern SELECTOR = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");

    private final CamelContext context;
    private final List<String> problems = new ArrayList<>();

    private DkimKeys(CamelContext context) {
        this.context = context;
    }

    /**
     * Reads the keys.
     *
     * @return null where nothing is to be signed
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONFIG that names every bad option
     */
    static @Nullable DkimSigner read(ProtectionOptions options, CamelContext context) {
        String domain = options.getDkimDomain();
        String selector = options.getDkimSelector();
        String key = options.getDkimPrivateKey();
        DkimKeys reader = new DkimKeys(context);
        if (!OptionsCheck.isGiven(domain) && !OptionsCheck.isGiven(selector) && !OptionsCheck.isGiven(key)) {
            return null;
        }
        reader.require("dkimDomain", domain);
        reader.require("dkimSelector", selector);
        reader.require("dkimPrivateKey", key);
        DkimSigner signer = domain == null || selector == null || key == null || !reader.problems.isEmpty()
                ? null
                : reader.signer(domain.strip(), selector, key);
        if (!reader.problems.isEmpty()) {
            throw Failure.permanent(Category.CONFIG, String.join("; ", reader.problems))
                    .toException();
        }
        return signer;
    }

    private void require(String option, @Nullable String value) {
        if (!OptionsCheck.isGiven(value)) {
            problems.add(option + ": is missing; dkimDomain, dkimSelector and dkimPrivateKey need each other");
        }
    }

    private DkimSigner signer(String domain, String selectorList, String keyList) {
        List<String> selectors =
                Arrays.stream(selectorList.split(",", -1)).map(String::strip).toList();
        List<String> keys = List.of(BETWEEN_KEYS.split(keyList.strip()));
        if (new HashSet<>(selectors).size() < selectors.size()) {
            problems.add("dkimSelector: names one selector twice; each key has its own");
        }
        for (String selector : selectors) {
            if (!SELECTOR.matcher(selector).matches()) {
                problems.add("dkimSelector: a selector consists of letters, digits and hyphens, with dots between");
            }
        }
        if (selectors.size() != keys.size()) {
            problems.add("dkimSelector: names " + selectors.size() + " for " + keys.size()
                    + " in dkimPrivateKey; give one for each key, in the same order");
        }
        List<DkimKey> read = new ArrayList<>();
        for (int i = 0; i < Math.min(keys.size(), selectors.size()); i++) {
            try {
                read.add(DkimKey.of(selectors.get(i), PemFile.read(keys.get(i), context)));
            } catch (SmtpConnectorException e) {
                problems.add("dkimPrivateKey: the key of selector " + selectors.get(i) + ": " + e.getMessage());
            }
        }
        return new DkimSigner(ascii(domain), read);
    }

    private String ascii(String domain) {
        try {
            String ascii = new EmailAddress(null, "a", domain).domain();
            // RFC 6376 section 3.5 asks for two labels.
            if (ascii.indexOf('.') > 0 && !ascii.startsWith("[")) {
                return ascii;
            }
        } catch (SmtpConnectorException e) {
            // Said below in the words of the option.
        }
        problems.add("dkimDomain: is not a domain such as example.com");
        return domain;
    }
}
