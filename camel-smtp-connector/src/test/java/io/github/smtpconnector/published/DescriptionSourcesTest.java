// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The generator of the descriptor drops plus and at signs out of descriptions, so that an example there comes out wrong. */
class DescriptionSourcesTest {

    private static final Path ROOM = Path.of("src/main/java/io/github/smtpconnector");
    private static final Pattern OF_OPTION = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(?:@\\w+\\([^\\n]*\\)\\s+|@Override\\s+)*public void set", Pattern.DOTALL);
    private static final Pattern OF_HEADER = Pattern.compile("@Metadata\\((.*?)\\)\\s+public static", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    @Test
    void holdNeither() throws IOException {
        List<String> descriptions = Stream.concat(
                        texts(List.of("options", "."), OF_OPTION),
                        texts(List.of("headers"), OF_HEADER)
                                .map(header -> String.join(
                                        "",
                                        TEXT.matcher(header)
                                                .results()
                                                .map(text -> text.group(1))
                                                .toList())))
                .toList();
        assertThat(descriptions).hasSizeGreaterThan(100).allSatisfy(description -> assertThat(description)
                .doesNotContain("+", "@"));
    }

    private static Stream<String> texts(List<String> rooms, Pattern pattern) throws IOException {
        Stream.Builder<String> texts = Stream.builder();
        for (String room : rooms) {
            try (Stream<Path> files = Files.list(ROOM.resolve(room))) {
                for (Path file :
                        files.filter(file -> file.toString().endsWith(".java")).toList()) {
                    pattern.matcher(Files.readString(file)).results().forEach(found -> texts.add(found.group(1)));
                }
            }
        }
        return texts.build();
    }
}
