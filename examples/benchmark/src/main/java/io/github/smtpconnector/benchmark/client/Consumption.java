// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** CPU and compiler time of the whole process and bytes allocated by all its living threads, between two moments. */
final class Consumption {
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Map<Long, Long> before = Map.of();
    private long cpu;
    private long compiled;
    private long allocated;

    void begin() {
        before = allocations();
        compiled = compiler.getTotalCompilationTime();
        cpu = system.getProcessCpuTime();
    }

    void end() {
        cpu = system.getProcessCpuTime() - cpu;
        compiled = compiler.getTotalCompilationTime() - compiled;
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

    long cpuNanos() {
        return cpu;
    }

    /** How long the just-in-time compiler was at work. */
    long compilerMillis() {
        return compiled;
    }

    long allocatedBytes() {
        return allocated;
    }
}
