// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotStuffingTest {

    @ParameterizedTest
    @CsvSource({
        "'', '.|'",
        "a|, a|.|",
        "a, a|.|",
        "., ..|.|",
        ".|, ..|.|",
        ".a|b.c|, ..a|b.c|.|",
        "a|..|.|, a|...|..|.|",
        "a.|, a.|.|",
    })
    void doublesADotThatBeginsALine(String content, String onTheWire) throws IOException {
        byte[] octets = octets(content);
        for (int step = 1; step <= octets.length + 1; step++) {
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            DotStuffing stuffing = new DotStuffing(wire);
            for (int i = 0; i < octets.length; i += step) {
                stuffing.write(octets, i, Math.min(step, octets.length - i));
            }
            stuffing.end();
            assertThat(wire.toByteArray()).as("%d at a time", step).isEqualTo(octets(onTheWire));
        }
    }

    @ParameterizedTest
    @CsvSource({".a|.|, ..a|..|.|"})
    void takesSingleOctetsToo(String content, String onTheWire) throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        DotStuffing stuffing = new DotStuffing(wire);
        for (byte octet : octets(content)) {
            stuffing.write(octet);
        }
        stuffing.end();
        assertThat(wire.toByteArray()).isEqualTo(octets(onTheWire));
    }

    private static byte[] octets(String text) {
        return text.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
