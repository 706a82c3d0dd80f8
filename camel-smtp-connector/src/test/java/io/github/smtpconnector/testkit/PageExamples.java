// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages, and the code blocks on them, some below a comment that marks them, as in {@code <!-- run: plain -->}. */
public final class PageExamples {

    /** The top of the project, as tests see it. */
    public static final Path TOP = Path.of("..");

    private static final Pattern BLOCK =
            Pattern.compile("(?:^<!-- ([^\n]*) -->\n)?^```(\\w+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    /** One block, with the language after its fence. */
    public record Example(String language, String code) {}

    /** One block of any page; {@code mark} is the comment directly above it, or empty. */
    public record Block(Path page, String mark, String language, String code) {

        @Override
        public String toString() {
            return page + ": " + code.lines().findFirst().orElse("");
        }
    }

    private PageExamples() {}

    /** Every page for people: the README, the pages of the connector, those of the examples and of GitHub. */
    public static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(TOP.resolve("README.md"), TOP.resolve("examples/README.md")));
        for (Path folder : List.of(Path.of("docs"), TOP.resolve(".github"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    /** All blocks in a language, page by page. */
    public static List<Block> blocks(String language) throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (Path page : pages()) {
            blocks.addAll(blocks(page).stream()
                    .filter(block -> block.language().equals(language))
                    .toList());
        }
        return blocks;
    }

    /** All blocks of a page. */
    public static List<Block> blocks(Path page) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(Files.readString(page));
        while (found.find()) {
            String mark = found.group(1) == null ? "" : found.group(1);
            blocks.add(new Block(page, mark, found.group(2), found.group(3)));
        }
        return blocks;
    }

    /** The blocks with a name, in the order of the page; {@code what} is the word before the name. */
    public static Map<String, Example> read(Path page, String what) throws IOException {
        Map<String, Example> examples = new LinkedHashMap<>();
        for (Block block : blocks(page)) {
            if (block.mark().startsWith(what + ": ")) {
                examples.put(block.mark().substring(what.length() + 2), new Example(block.language(), block.code()));
            }
        }
        return examples;
    }
}
