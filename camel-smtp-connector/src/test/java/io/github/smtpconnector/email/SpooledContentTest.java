// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.testkit.OpenFiles;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
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
            assertThat(content.isInMemory()).isEqualTo(files == 0);
            assertThat(OpenFiles.in(directory)).hasSize(files);
            for (int i = 0; i < 2; i++) {
                try (InputStream in = content.open()) {
                    assertThat(in).hasBinaryContent(octets);
                }
            }
        }
        assertThat(files()).isZero();
        assertThat(OpenFiles.in(directory)).isEmpty();
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

    /** Neither another user nor, after a kill, the next process: there is no name by which to find it. */
    @Test
    void leavesNoNameByWhichTheFileIsFound() throws IOException {
        try (SpooledContent content = spool(new ByteArrayInputStream(octets(1000)))) {
            assertThat(content.size()).isEqualTo(1000);
            assertThat(files()).isZero();
            Path open = OpenFiles.in(directory).get(0);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void makesTheFolderWhenThereIsNone() throws IOException {
        Path folder = directory.resolve("a/b");
        try (SpooledContent content = SpooledContent.of(
                new ByteArrayInputStream(octets(1000)), new SpooledContent.Store(IN_MEMORY, folder, null))) {
            assertThat(OpenFiles.in(folder)).hasSize(1);
            assertThat(content.size()).isEqualTo(1000);
        }
    }

    @Test
    void givesSeveralReadersEachItsOwnPlace() throws IOException {
        byte[] octets = octets(100_000);
        try (SpooledContent content = spool(new ByteArrayInputStream(octets));
                InputStream first = content.open();
                InputStream second = content.open()) {
            for (int from = 0; from < octets.length; from += 10_000) {
                byte[] piece = Arrays.copyOfRange(octets, from, from + 10_000);
                assertThat(first.readNBytes(10_000)).isEqualTo(piece);
                assertThat(second.readNBytes(10_000)).isEqualTo(piece);
            }
            assertThat(first.read()).isEqualTo(-1);
        }
    }

    /** A file channel would be closed for all by that. */
    @Test
    void isReadByOthersAfterAReaderWasInterrupted() throws IOException {
        try (SpooledContent content = spool(new ByteArrayInputStream(octets(100_000)))) {
            Thread.currentThread().interrupt();
            try (InputStream in = content.open()) {
                assertThat(in.readNBytes(10)).hasSize(10);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            try (InputStream in = content.open()) {
                assertThat(in).hasBinaryContent(octets(100_000));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"10", "100", "1000", "100000"})
    void leavesNothingBehindWhenTheStreamFails(int after) throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream failing = new SequenceInputStream(new ByteArrayInputStream(octets(after)), new Failing(closed));
        assertThatThrownBy(() -> spool(failing)).isInstanceOf(IOException.class).hasMessage("cut");
        assertThat(files()).isZero();
        assertThat(OpenFiles.in(directory)).isEmpty();
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
        return SpooledContent.of(once, new SpooledContent.Store(IN_MEMORY, directory, null));
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
