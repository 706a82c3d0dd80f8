// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import io.github.smtpconnector.headers.NearestName;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The options as a URI or a configuration file gives them, before they are converted: whether each is one, and given once. */
public final class GivenOptions {

    /** An empty list of allowed recipients could mean none or all; neither is guessed. */
    private static final String NEVER_EMPTY = "allowedRecipients";

    /** Options of Camel's own mail component, and advice on how to get the same here. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "contenttype", "set bodyAs=HTML for a body in html",
            "alternativebodyheader", "give text and html",
            "mailsession", "give host, port, username and password",
            "javamailsender", "give host, port, username and password",
            "connectiontimeout", "the name here is connectTimeout",
            "trustall", "the name here is ignoreSelfSignedCertificates");

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9.-]{0,63}");

    private GivenOptions() {}

    /**
     * Checks the options of a URI and takes those without a value away: a placeholder with nothing behind it gives none.
     *
     * @param parameters by name; the known ones without a value are removed
     * @param known the names of all options
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONFIG that names what is no option and
     *     what is given twice
     */
    public static void check(Map<String, Object> parameters, Collection<String> known) {
        Set<String> names = inAnyCase(known);
        List<String> problems = new ArrayList<>();
        parameters.forEach((name, value) -> {
            String problem = problem(name, value, names);
            if (problem != null) {
                problems.add(problem);
            }
        });
        if (!problems.isEmpty()) {
            throw Failure.permanent(Category.CONFIG, String.join("; ", problems))
                    .toException();
        }
        parameters
                .entrySet()
                .removeIf(option ->
                        "".equals(option.getValue()) && !option.getKey().equalsIgnoreCase(NEVER_EMPTY));
    }

    private static @Nullable String problem(String name, Object value, Set<String> known) {
        if (known.contains(name)) {
            return value instanceof Collection<?> values
                    ? name + ": is given " + values.size() + " times; give it once"
                    : OptionWords.problem(name, value);
        }
        String nearest = NearestName.of(name, known);
        boolean isName = NAME.matcher(name).matches() && (nearest != null || !"".equals(value));
        // A text that is no name is not shown: it can be the rest of a password.
        return (isName ? unknown(name, nearest) : "what follows an & is no option")
                + "; a value that holds & is written RAW(...)";
    }

    /** What to say of a name that is no option. */
    public static String unknown(String name, Collection<String> known) {
        return unknown(name, NearestName.of(name, known));
    }

    private static String unknown(String name, @Nullable String nearest) {
        String elsewhere = ELSEWHERE.get(name.toLowerCase(Locale.ROOT).replace("-", ""));
        String advice = nearest == null ? "see the list of options" : "the nearest is " + nearest;
        return name + ": is no option; " + (elsewhere == null ? advice : elsewhere);
    }

    private static Set<String> inAnyCase(Collection<String> names) {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(names);
        return all;
    }
}
