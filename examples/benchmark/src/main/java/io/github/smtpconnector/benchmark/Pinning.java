// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import java.io.IOException;
import java.util.List;

/** Gives the sink one core and the measured client another, where {@code taskset} and two cores are there. */
record Pinning(boolean possible) {

    static Pinning none() {
        return new Pinning(false);
    }

    static Pinning detect() throws InterruptedException {
        return new Pinning(works(0) && works(1));
    }

    private static boolean works(int core) throws InterruptedException {
        try {
            return new ProcessBuilder("taskset", "-c", String.valueOf(core), "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    List<String> sink() {
        return prefix(0);
    }

    List<String> client() {
        return prefix(1);
    }

    private List<String> prefix(int core) {
        return possible ? List.of("taskset", "-c", String.valueOf(core)) : List.of();
    }

    @Override
    public String toString() {
        return possible ? "sink on core 0, clients on core 1" : "NOT pinned to cores";
    }
}
