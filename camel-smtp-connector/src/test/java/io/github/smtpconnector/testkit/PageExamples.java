// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code blocks of a page below a comment that names them, as in {@code <!-- run: plain -->}. */
public final class PageExamples {

    private static final Pattern NAMED_BLOCK =
            Pattern.compile("<!-- (\\w+): (\\S+) -->\n```(\\w+)\n(.*?)```", Pattern.DOTALL);

    /** One block, with the language after its fence. */
    public record Example(String language, String code) {}

    private PageExamples() {}

    /** By name, in the order of the page; {@code what} is the word before the name. */
    public static Map<String, Example> read(Path page, String what) throws IOException {
        Map<String, Example> examples = new LinkedHashMap<>();
        Matcher found = NAMED_BLOCK.matcher(Files.readString(page));
        while (found.find()) {
            if (found.group(1).equals(what)) {
                examples.put(found.group(2), new Example(found.group(3), found.group(4)));
            }
        }
        return examples;
    }
}
