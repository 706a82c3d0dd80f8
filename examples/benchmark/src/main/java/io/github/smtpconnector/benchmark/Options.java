// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * What a run may be told.
 *
 * @param rounds measured rounds per cell
 * @param seconds how long each client sends per round
 * @param warmUps how many such runs a client has before the first round at most; it has enough when its rate is steady
 * @param out directory of the results
 * @param pin whether the sink and the clients get a core each, where that works
 * @param jvm further options for the JVM of every client
 */
record Options(int rounds, double seconds, int warmUps, List<Cell> cells, Path out, boolean pin, List<String> jvm) {

    static Options from(Properties properties) {
        String jvm = properties.getProperty("bench.jvm", "").strip();
        return new Options(
                Integer.parseInt(properties.getProperty("bench.rounds", "3")),
                Double.parseDouble(properties.getProperty("bench.seconds", "1")),
                Integer.parseInt(properties.getProperty("bench.warmups", "10")),
                Cells.chosenBy(properties.getProperty("bench.cells", "targets")),
                Path.of(properties.getProperty("bench.out", "target/benchmark")),
                Boolean.parseBoolean(properties.getProperty("bench.pin", "true")),
                jvm.isEmpty() ? List.of() : List.of(jvm.split(" +")));
    }
}
