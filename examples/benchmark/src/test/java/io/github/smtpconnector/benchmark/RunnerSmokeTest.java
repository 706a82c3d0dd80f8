// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All clients, a moment each: that mail arrives and results are written, never how fast. */
class RunnerSmokeTest {
    @TempDir
    private Path out;

    /** A row without CHUNKING, one with a window, and one whose mails one thread hands on. */
    @ParameterizedTest
    @CsvSource({
        "small-starttls-20ms-4senders-on2-inflight2-nochunking, 5",
        "small-plain-0ms-64senders-on5-inflight16, 6",
        "consumer-small-starttls-0ms-64underway-on5-inflight16, 4"
    })
    void everyMailOfEveryClientArrivesAndTheResultsAreWritten(String cell, int clients) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("bench.rounds", "1");
        properties.setProperty("bench.seconds", "0.05");
        properties.setProperty("bench.warmups", "2");
        properties.setProperty("bench.cells", "^" + cell + "$");
        properties.setProperty("bench.pin", "false");
        properties.setProperty("bench.jvm", "-XX:TieredStopAtLevel=1");
        properties.setProperty("bench.out", out.toString());

        List<Sample> samples = Runner.run(Options.from(properties));

        assertThat(samples).extracting(Sample::problem).containsOnly("");
        assertThat(samples)
                .extracting(Sample::contender)
                .doesNotHaveDuplicates()
                .hasSize(clients);
        assertThat(samples).allSatisfy(sample -> assertThat(sample.sink().get("received"))
                .isEqualTo(sample.client().get("sent"))
                .isGreaterThanOrEqualTo(4));
        assertThat(written("table.txt")).contains(cell).contains("smtp-connector");
        assertThat(written("page.md")).contains("| `" + cell + "` |").contains("smtp-connector");
        assertThat(written("samples.csv").lines()).hasSize(1 + clients);
        assertThat(written("summary.csv").lines()).hasSize(1 + clients);
        assertThat(barsOf("chart.svg")).isEqualTo(1 + clients);
    }

    private String written(String file) throws IOException {
        return Files.readString(out.resolve(file));
    }

    private int barsOf(String file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(out.resolve(file).toFile())
                .getElementsByTagName("rect")
                .getLength();
    }
}
