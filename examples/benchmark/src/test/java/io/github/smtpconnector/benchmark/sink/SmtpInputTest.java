// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpInputTest {

    @ParameterizedTest
    @CsvSource({
        "'abc|.|', 5",
        "'.|', 0",
        "'..dot|.|', 6",
        "'a|..|.|', 6",
        "'a.|.|', 4",
        "'|.|', 2",
    })
    void countsContentWithoutStuffedDotsAndStopsBehindTheFinalOne(String content, long octets) throws IOException {
        SmtpInput input = read(content + "NOOP|", false);

        assertThat(input.dotted()).isEqualTo(octets);
        assertThat(input.line()).isEqualTo("NOOP");
    }

    @ParameterizedTest
    @CsvSource({"'abc|.|', 5", "'..dot|.|', 6"})
    void countsTheSameWhenOctetsArriveOneByOne(String content, long octets) throws IOException {
        assertThat(read(content, true).dotted()).isEqualTo(octets);
    }

    @Test
    void refusesALineThatEndsInABareLineFeed() {
        assertThatThrownBy(() -> read("NOOP\n", false).line())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("CRLF");
    }

    @Test
    void refusesContentThatEndsBeforeTheFinalDot() {
        assertThatThrownBy(() -> read("abc|", false).dotted()).isInstanceOf(EOFException.class);
    }

    @Test
    void endsWithTheConnection() throws IOException {
        assertThat(read("", false).line()).isNull();
    }

    private static SmtpInput read(String text, boolean oneByOne) {
        byte[] octets = text.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
        InputStream source = new ByteArrayInputStream(octets) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, oneByOne ? 1 : length);
            }
        };
        return new SmtpInput(source, () -> {});
    }
}
