// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentTest {

    @TempDir
    Path directory;

    @Test
    void readsOctetsAgainAndAgain() throws IOException {
        Content content = Content.of(new byte[] {1, 2, 3});
        assertThat(content.size()).isEqualTo(3);
        for (int i = 0; i < 2; i++) {
            try (InputStream in = content.open()) {
                assertThat(in).hasBinaryContent(new byte[] {1, 2, 3});
            }
        }
    }

    @Test
    void readsAFileAgainAndAgain() throws IOException {
        Path file = Files.write(directory.resolve("a"), new byte[] {1, 2, 3});
        Content content = Content.of(file);
        assertThat(content.size()).isEqualTo(3);
        for (int i = 0; i < 2; i++) {
            try (InputStream in = content.open()) {
                assertThat(in).hasBinaryContent(new byte[] {1, 2, 3});
            }
        }
    }

    @Test
    void missesAFileBeforeTheServerWaits() {
        assertThatThrownBy(() -> Content.of(directory.resolve("missing")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> Content.of(directory)).isInstanceOf(IOException.class);
    }

    @Test
    void missesAFileThatWentAwayMeanwhile() throws IOException {
        Path file = Files.write(directory.resolve("a"), new byte[] {1});
        Content content = Content.of(file);
        Files.delete(file);
        assertThatThrownBy(content::open).isInstanceOf(IOException.class);
    }
}
