// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpooledContentTest {

    private static final int IN_MEMORY = 100;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "99,0", "100,0", "101,1", "102,1", "100000,1"})
    void keepsEveryOctetAndUsesAFileOnlyBeyondTheLimit(int size, int files) throws IOException {
        byte[] octets = octets(size);
        try (SpooledContent content = spool(new ByteArrayInputStream(octets))) {
            assertThat(content.size()).isEqualTo(size);
            assertThat(files()).isEqualTo(files);
            for (int i = 0; i < 2; i++) {
                try (InputStream in = content.open()) {
                    assertThat(in).hasBinaryContent(octets);
                }
            }
        }
        assertThat(files()).isZero();
    }

    @Test
    void keepsAQuarterMebibyteInMemory() throws IOException {
        byte[] octets = octets(256 * 1024 + 1);
        try (SpooledContent content = SpooledContent.of(new ByteArrayInputStream(octets));
                InputStream in = content.open()) {
            assertThat(content.size()).isEqualTo(octets.length);
            assertThat(in).hasBinaryContent(octets).isNotInstanceOf(ByteArrayInputStream.class);
        }
        try (SpooledContent content = SpooledContent.of(new ByteArrayInputStream(octets, 1, 256 * 1024));
                InputStream in = content.open()) {
            assertThat(in).isInstanceOf(ByteArrayInputStream.class);
        }
    }

    @Test
    void letsNobodyElseReadTheFile() throws IOException {
        try (SpooledContent content = spool(new ByteArrayInputStream(octets(1000)));
                Stream<Path> files = Files.list(directory)) {
            assertThat(content.size()).isEqualTo(1000);
            assertThat(files).singleElement().satisfies(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @ParameterizedTest
    @CsvSource({"10", "100", "1000", "100000"})
    void leavesNothingBehindWhenTheStreamFails(int after) {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream failing = new SequenceInputStream(new ByteArrayInputStream(octets(after)), new Failing(closed));
        assertThatThrownBy(() -> spool(failing)).isInstanceOf(IOException.class).hasMessage("cut");
        assertThat(files()).isZero();
        assertThat(closed).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"10", "1000"})
    void leavesNothingBehindWhenTheStreamFailsOnlyAtItsEnd(int size) {
        InputStream failing = new FilterInputStream(new ByteArrayInputStream(octets(size))) {
            @Override
            public void close() throws IOException {
                throw new IOException("cut");
            }
        };
        assertThatThrownBy(() -> spool(failing)).isInstanceOf(IOException.class).hasMessage("cut");
        assertThat(files()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"10", "1000"})
    void closesTheStreamAndOpensNoMoreAfterItsOwnEnd(int size) throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        SpooledContent content = spool(new FilterInputStream(new ByteArrayInputStream(octets(size))) {
            @Override
            public void close() {
                closed.set(true);
            }
        });
        assertThat(closed).isTrue();
        content.close();
        content.close();
        assertThatThrownBy(content::open).isInstanceOf(IOException.class).hasMessage("the spooled content was closed");
    }

    private SpooledContent spool(InputStream once) throws IOException {
        return SpooledContent.of(once, IN_MEMORY, directory);
    }

    private long files() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] octets(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }

    private static final class Failing extends InputStream {

        private final AtomicBoolean closed;

        Failing(AtomicBoolean closed) {
            this.closed = closed;
        }

        @Override
        public int read() throws IOException {
            throw new IOException("cut");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("cut");
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
