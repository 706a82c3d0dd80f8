// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandScanTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAIL FROM:<a@b>",
                "mail from:<a@b>",
                " \tRcpt To:<a@b>",
                "Subject: x\r\n\r\nDATA\r\n",
                "x\nBDAT 9 LAST",
                "x\rRSET\r",
                "\u0000QUIT",
                "Data show that",
                "starttls",
                "\r\n\r\nXCLIENT ADDR=1.2.3.4",
            })
    void findsWhatAServerMayTakeForACommand(String text) {
        for (int step : new int[] {1, 3, 1000}) {
            assertThat(found(text, step)).as(text).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "Date: today\r\nFrom: a@b\r\nSubject: MAIL FROM:<a@b>\r\n\r\nHello,\r\nplease DATA\r\n",
                "MAI\r\nL FROM:<a@b>\r\n",
                "=4DAIL FROM:<a@b>",
                "é MAIL",
            })
    void letsPassWhatIsNone(String text) {
        assertThat(found(text, 1)).as(text).isFalse();
        assertThat(found(text, 1000)).as(text).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {509, 510, 511, 512, 998, 5000})
    void takesNoChanceWithALineThatIsLongerThanACommandMayBe(int length) {
        assertThat(found("x".repeat(length) + "\r\n", 7)).isEqualTo(length > 510);
    }

    private static boolean found(String text, int step) {
        CommandScan scan = new CommandScan();
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < octets.length; from += step) {
            scan.write(octets, from, Math.min(step, octets.length - from));
        }
        return scan.hasFound();
    }
}
