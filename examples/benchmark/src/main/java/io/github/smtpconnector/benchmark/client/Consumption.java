// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.github.smtpconnector.benchmark.Figures;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** CPU time of the whole process and bytes allocated by all its living threads, between two moments. */
final class Consumption {
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Map<Long, Long> before = Map.of();
    private long cpu;
    private long allocated;

    void begin() {
        before = allocations();
        cpu = system.getProcessCpuTime();
    }

    void end() {
        cpu = system.getProcessCpuTime() - cpu;
        allocations().forEach((thread, bytes) -> allocated += bytes - before.getOrDefault(thread, 0L));
    }

    private Map<Long, Long> allocations() {
        long[] living = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(living);
        Map<Long, Long> allocations = new HashMap<>();
        for (int thread = 0; thread < living.length; thread++) {
            allocations.put(living[thread], Math.max(0, bytes[thread]));
        }
        return allocations;
    }

    /**
     * What a run came to.
     *
     * @param sent all mails, those before the first moment included
     * @param mails those between the two moments
     * @param rate how many of them in a second
     * @param latencies how long each of them took, as far as that is known
     */
    Figures figures(int sent, int mails, double rate, long[] latencies) {
        long[] sorted = latencies.clone();
        Arrays.sort(sorted);
        boolean known = sorted.length > 0;
        return Figures.none()
                .with("sent", sent)
                .with("rate", rate)
                .with("p50", known ? sorted[sorted.length / 2] / 1e6 : Double.NaN)
                .with("p99", known ? sorted[(int) (sorted.length * 99L / 100)] / 1e6 : Double.NaN)
                .with("compiler", CompilerTime.seconds())
                .with("cpu", cpu / 1e3 / mails)
                .with("allocated", allocated / (double) mails);
    }
}
