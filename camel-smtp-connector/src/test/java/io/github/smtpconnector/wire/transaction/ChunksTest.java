// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.mime.ContentException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {

    private static final int LARGE = 2 * Chunks.ANNOUNCED + 10;

    private final List<String> announced = new ArrayList<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Chunks.Sink sink = new Chunks.Sink() {
        @Override
        public void begin(long octets, boolean last) {
            announced.add(octets + (last ? " last" : ""));
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            written.write(octets, offset, length);
        }
    };

    @ParameterizedTest
    @ValueSource(ints = {1000, Chunks.COLLECTED, 1_000_000, LARGE})
    void announcesWhatItKnowsInLargePieces(int step) throws IOException {
        byte[] content = send(new Chunks(sink, LARGE, Chunks.ANNOUNCED), LARGE, step);

        assertThat(announced).containsExactly(Chunks.ANNOUNCED + "", Chunks.ANNOUNCED + "", "10 last");
        assertThat(written.toByteArray()).isEqualTo(content);
    }

    @Test
    void theLastOfSeveralFullPiecesIsTheLast() throws IOException {
        send(new Chunks(sink, 2 * Chunks.ANNOUNCED, Chunks.ANNOUNCED), 2 * Chunks.ANNOUNCED, 1000);

        assertThat(announced).containsExactly(Chunks.ANNOUNCED + "", Chunks.ANNOUNCED + " last");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, Chunks.COLLECTED, 150_000})
    void collectsWhatItDoesNotKnow(int step) throws IOException {
        byte[] content = send(new Chunks(sink, -1, Chunks.ANNOUNCED), 150_000, step);

        assertThat(announced).containsExactly("65536", "65536", "18928 last");
        assertThat(written.toByteArray()).isEqualTo(content);
    }

    @Test
    void aFullPieceMayBeTheLast() throws IOException {
        send(new Chunks(sink, -1, Chunks.ANNOUNCED), Chunks.COLLECTED, 100);

        assertThat(announced).containsExactly("65536 last");
    }

    @Test
    void endsWhatHasNoOctets() throws IOException {
        new Chunks(sink, -1, Chunks.ANNOUNCED).end();

        assertThat(announced).containsExactly("0 last");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 70_000})
    void beginsWithLittleWhereThatIsWanted(int size) throws IOException {
        byte[] content = send(new Chunks(sink, size, 1), 70_000, 1000);

        assertThat(announced).isEqualTo(size < 0 ? List.of("1", "65536", "4463 last") : List.of("1", "69999 last"));
        assertThat(written.toByteArray()).isEqualTo(content);
    }

    @Test
    void takesSingleOctetsToo() throws IOException {
        Chunks chunks = new Chunks(sink, 2, Chunks.ANNOUNCED);
        chunks.write('o');
        chunks.write('k');
        chunks.end();

        assertThat(announced).containsExactly("2 last");
        assertThat(written).hasToString("ok");
    }

    @Test
    void contentOfAnotherSizeThanItSaidIsNotPassedOffAsWhole() throws IOException {
        assertThatThrownBy(() -> send(new Chunks(sink, 3, Chunks.ANNOUNCED), 4, 4))
                .isInstanceOf(ContentException.class)
                .hasMessage("the content is larger than it said");
        assertThatThrownBy(() -> send(new Chunks(sink, 3, Chunks.ANNOUNCED), 2, 2))
                .isInstanceOf(ContentException.class)
                .hasMessage("the content is smaller than it said");
        assertThatThrownBy(() -> send(new Chunks(sink, Chunks.ANNOUNCED + 1, Chunks.ANNOUNCED), Chunks.ANNOUNCED, 1000))
                .isInstanceOf(ContentException.class)
                .hasMessage("the content is smaller than it said");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, Chunks.ANNOUNCED, LARGE})
    void theServerHasNoWholeMailBeforeTheContentHasEndedWell(int size) throws IOException {
        Chunks chunks = new Chunks(sink, size, Chunks.ANNOUNCED);
        chunks.write(new byte[size], 0, size);
        assertThat(written.size()).isEqualTo(size - 1);
        assertThatThrownBy(() -> chunks.write('x')).isInstanceOf(ContentException.class);
        assertThat(written.size()).as("not even when there is too much").isEqualTo(size - 1);

        chunks.end();
        assertThat(written.size()).isEqualTo(size);
    }

    private static byte[] send(Chunks chunks, int length, int step) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        for (int i = 0; i < length; i += step) {
            chunks.write(content, i, Math.min(step, length - i));
        }
        chunks.end();
        return content;
    }
}
