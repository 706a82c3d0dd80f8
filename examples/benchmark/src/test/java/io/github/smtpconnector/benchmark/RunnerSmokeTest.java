// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.benchmark.client.Contender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All clients, a moment each: that mail arrives and results are written, never how fast. */
class RunnerSmokeTest {
    private static final String CELL = "small-starttls-20ms-4senders-on2-inflight2-nochunking";

    @TempDir
    private Path out;

    @Test
    void everyMailOfEveryClientArrivesAndTheResultsAreWritten() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("bench.rounds", "1");
        properties.setProperty("bench.seconds", "0.05");
        properties.setProperty("bench.warmups", "2");
        properties.setProperty("bench.cells", CELL);
        properties.setProperty("bench.pin", "false");
        properties.setProperty("bench.jvm", "-XX:TieredStopAtLevel=1");
        properties.setProperty("bench.out", out.toString());

        List<Sample> samples = Runner.run(Options.from(properties));

        assertThat(samples).extracting(Sample::problem).containsOnly("");
        assertThat(samples).extracting(Sample::contender).containsExactlyInAnyOrder(Contender.values());
        assertThat(samples).allSatisfy(sample -> assertThat(sample.sink().get("received"))
                .isEqualTo(sample.client().get("sent"))
                .isGreaterThanOrEqualTo(4));
        assertThat(written("table.txt")).contains(CELL).contains("smtp-connector");
        assertThat(written("samples.csv").lines()).hasSize(1 + Contender.values().length);
        assertThat(written("summary.csv").lines()).hasSize(1 + Contender.values().length);
        assertThat(barsOf("chart.svg")).isEqualTo(1 + Contender.values().length);
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
